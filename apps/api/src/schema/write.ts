import { writeFile } from 'node:fs/promises'
import { makeSchema, schemaPath, textOf } from './schema.ts'

await writeFile(schemaPath, textOf(await makeSchema()))

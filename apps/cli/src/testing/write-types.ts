import { buildSchema } from 'graphql'
import { writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { allDocuments, schemaText, typesFile } from './schema.ts'
import { generateTypes } from './generate-types.ts'

/** The module of types as it is to be committed. */
export const currentTypes = async (): Promise<string> => {
  const texts = (await allDocuments()).map(({ text }) => text)
  const types = generateTypes(buildSchema(await schemaText()), texts)
  return format(types, { ...(await resolveConfig(typesFile)), parser: 'typescript' })
}

if (import.meta.main) await writeFile(typesFile, await currentTypes())

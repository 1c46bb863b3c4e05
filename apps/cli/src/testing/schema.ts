import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Document } from '../client/document.ts'

const source = join(import.meta.dirname, '..')
/** Where the API commits its schema. */
const schemas = join(source, '../../api')

/** Every document of the CLI's rooms, in order of its file and name. */
export const allDocuments = async (): Promise<{ name: string; text: string }[]> => {
  const files: string[] = []
  for await (const file of glob('*/documents.ts', { cwd: source })) files.push(file)
  const found = []
  for (const file of files.sort()) {
    const exported = (await import(join(source, file))) as Record<string, Document<unknown, unknown> | string>
    for (const [name, value] of Object.entries(exported).sort())
      if (typeof value === 'object') found.push({ name: `${file} ${name}`, text: value.text })
  }
  return found
}

export const schemaText = (): Promise<string> => readFile(join(schemas, schemaFile), 'utf8')
const schemaFile = 'schema.graphql'

/** Where the generated types are committed. */
export const typesFile = join(source, 'client/types.generated.ts')

import { buildSchema, parse, validate } from 'graphql'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { allDocuments, schemaText, typesFile } from '../testing/schema.ts'
import { currentTypes } from '../testing/write-types.ts'

const documents = await allDocuments()
const schema = buildSchema(await schemaText())

test.each(documents)('the API knows all that $name asks', ({ text }) => {
  expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([])
})

test('the documents of every room are looked at', () => {
  const rooms = new Set(documents.map(({ name }) => name.split('/')[0]))
  expect([...rooms]).toEqual([
    'audit',
    'client',
    'cluster',
    'credential',
    'host',
    'login',
    'operation',
    'project',
  ])
})

test('the types are those of the schema and the documents; `npm run types` makes them anew', async () => {
  expect(await readFile(typesFile, 'utf8')).toBe(await currentTypes())
})

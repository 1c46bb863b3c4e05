import { buildSchema, isInterfaceType, isObjectType, isUnionType } from 'graphql'
import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { makeSchema, schemaPath, textOf } from './schema.ts'

let text: string
beforeAll(async () => {
  text = textOf(await makeSchema())
})

test('the committed schema is what the code says (npm run schema --workspace apps/api writes it)', async () => {
  expect(await readFile(schemaPath, 'utf8')).toBe(text)
})

test('no type has a field for what is sealed or hashed', () => {
  const fields = Object.values(buildSchema(text).getTypeMap())
    .filter((type) => isObjectType(type))
    .flatMap((type) => Object.keys(type.getFields()))
  expect(fields).toContain('hasSudoPassword')
  for (const secret of [
    'password',
    'passwordHash',
    'privateKey',
    'passphrase',
    'sudoPassword',
    'sealed',
    'tokenHash',
  ])
    expect(fields).not.toContain(secret)
})

test('every union of results holds one result, and refusals beside it', () => {
  const types = buildSchema(text).getTypeMap()
  const unions = Object.values(types).filter((type) => isUnionType(type))
  expect(unions.length).toBeGreaterThan(8)
  const refusal = types.Refusal
  if (!isInterfaceType(refusal)) throw new Error('Refusal is not an interface')
  for (const union of unions) {
    const refused = union.getTypes().filter((type) => type.getInterfaces().includes(refusal))
    expect(union.getTypes().length - refused.length, union.name).toBe(1)
    expect(refused.length, union.name).toBeGreaterThan(0)
  }
})

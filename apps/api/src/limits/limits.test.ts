import { buildSchema, parse } from 'graphql'
import { expect, test } from 'vitest'
import { depthOf, greatestDepth, refusalOfCost } from './limits.ts'

const schema = buildSchema(`
  type Query { items(first: Int = 50): ItemConnection! }
  type ItemConnection { nodes: [Item!]! }
  type Item { id: ID! parent: Item parts: [Item!]! items(first: Int = 20): ItemConnection! }
`)
const asked = (text: string, variables = {}) => ({ schema, document: parse(text), variables })
const nested = (depth: number) =>
  `{ items { nodes { ${'parent { '.repeat(depth - 3)} id ${'}'.repeat(depth - 3)} } } }`

test('a document as deep as it may be runs, one deeper does not', () => {
  expect(refusalOfCost(asked(nested(greatestDepth)))).toBeUndefined()
  expect(refusalOfCost(asked(nested(greatestDepth + 1)))).toMatchObject({
    code: 'access/TooDeep',
    data: { depth: greatestDepth + 1, greatest: greatestDepth },
  })
})

test('fragments hide no depth', () => {
  const document = parse(`
    query { items { nodes { ...a } } }
    fragment a on Item { parent { ...b } }
    fragment b on Item { parent { ... on Item { id } } }
  `)
  expect(depthOf(document)).toBe(5)
})

test('a fragment within itself ends the counting, not the process', () => {
  expect(
    depthOf(parse('{ items { nodes { ...a } } } fragment a on Item { parent { ...a } }')),
  ).toBeGreaterThan(0)
})

test('a page within a page costs their product', () => {
  const pages = (outer: number, inner: number) =>
    asked(`{ items(first: ${outer}) { nodes { items(first: ${inner}) { nodes { id } } } } }`)
  expect(refusalOfCost(pages(10, 10))).toBeUndefined()
  expect(refusalOfCost(pages(200, 200))).toMatchObject({ code: 'access/TooCostly' })
})

test('a page length in a variable counts like a written one', () => {
  const text = 'query q($n: Int) { items(first: $n) { nodes { items(first: $n) { nodes { id } } } } }'
  expect(refusalOfCost(asked(text, { n: 200 }))).toMatchObject({ code: 'access/TooCostly' })
})

test('the same field under many names costs each time', () => {
  const many = Array.from({ length: 400 }, (_, i) => `a${i}: items { nodes { id parts { id } } }`).join(' ')
  expect(refusalOfCost(asked(`{ ${many} }`))).toMatchObject({ code: 'access/TooCostly' })
})

test('lists without pages are not free', () => {
  const text = '{ items { nodes { parts { parts { parts { id } } } } } }'
  expect(refusalOfCost(asked(text))).toMatchObject({ code: 'access/TooCostly' })
})

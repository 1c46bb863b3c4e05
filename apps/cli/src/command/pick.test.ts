import { expect, test } from 'vitest'
import { pick } from './pick.ts'

const hosts = [
  { id: '1', name: 'one' },
  { id: '2', name: 'two' },
  { id: '3', name: 'two' },
]

test('a thing is named by its id or its name', () => {
  expect(pick('host', hosts, 'one')).toBe(hosts[0])
  expect(pick('host', hosts, '3')).toBe(hosts[2])
})

test('an unknown name says where the known ones are', () => {
  expect(() => pick('host', hosts, 'three')).toThrow(/no host three.*\n.*slipway host list/)
})

test('a name that several have is refused with their ids', () => {
  expect(() => pick('host', hosts, 'two')).toThrow(/more than one host two[^]*2\n *3/)
})

import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { parsePort, parseSystems } from './values.ts'

test.each([
  ['debian-12', ['debian-12']],
  ['debian-12, rhel-9', ['debian-12', 'rhel-9']],
  ['rhel-9,rhel-9', ['rhel-9']],
])('operating systems are read from a list, each once: %s', (text, systems) => {
  expect(parseSystems(text)).toEqual(systems)
})

test.each(['', 'windows', 'debian-12,', 'debian-12,centos-7'])(
  'an unknown operating system is refused, and those that are known are named: %j',
  (text) => {
    expect(() => parseSystems(text)).toThrow(InvalidArgumentError)
    expect(() => parseSystems(text)).toThrow(/Known are debian-12 and rhel-9/)
  },
)

test.each([
  ['0', 0],
  ['65535', 65_535],
])('a port is a number: %s', (text, port) => {
  expect(parsePort(text)).toBe(port)
})

test.each(['', '65536', '-1', '1.5', 'http', '0x10', ' 80'])('no port: %j', (text) => {
  expect(() => parsePort(text)).toThrow(InvalidArgumentError)
})

import { expect, test } from 'vitest'
import { specsOf } from './specs.ts'

const names = (specs: readonly { name: string }[]): string[] => specs.map(({ name }) => name)

test('without names, up means the hosts that exist, or three where none does', () => {
  expect(specsOf([], {}, true)).toEqual([])
  expect(names(specsOf([], {}, false))).toEqual(['host-1', 'host-2', 'host-3'])
})

test('hosts are named, counted, or both', () => {
  expect(names(specsOf(['web'], {}, false))).toEqual(['web'])
  expect(names(specsOf([], { count: '2' }, true))).toEqual(['host-1', 'host-2'])
  expect(names(specsOf(['web'], { count: '1' }, true))).toEqual(['web', 'host-1'])
})

test('every host gets what is asked for, in bytes and processors', () => {
  expect(specsOf(['web'], { disk: '5G', memory: '1G', cpus: '1.5', flavour: 'debian-12' }, false)).toEqual([
    {
      ...{ name: 'web', address: undefined, flavour: 'debian-12' },
      ...{ diskBytes: 5 * 2 ** 30, memoryBytes: 2 ** 30, cpus: 1.5 },
    },
  ])
})

test.each([
  ['an address for several hosts', ['a', 'b'], { address: '10.71.3.11' }, '--address'],
  ['an address for no host', [], { address: '10.71.3.11' }, '--address'],
  ['no number of hosts', [], { count: 'many' }, '--count'],
  ['zero hosts', [], { count: '0' }, '--count'],
  ['a disk that Debian does not fit on', ['a'], { disk: '100M' }, '--disk'],
  ['less memory than systemd needs', ['a'], { memory: '1M' }, '--memory'],
  ['half a word of processors', ['a'], { cpus: '1,5' }, '--cpus'],
  ['an unknown flavour', ['a'], { flavour: 'windows' }, '--flavour'],
])('refuses %s', (_, hosts, options, option) =>
  expect(() => specsOf(hosts, options, true)).toThrow(
    expect.objectContaining({ code: 'sandbox/ValueInvalid', data: expect.objectContaining({ option }) }),
  ),
)

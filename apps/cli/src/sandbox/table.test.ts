import type { ListedHost } from '@slipway/sandbox'
import { expect, test } from 'vitest'
import { table } from './table.ts'

const host: ListedHost = {
  ...{ name: 'web', address: '10.71.3.11', flavour: 'debian-12', diskBytes: 20 * 2 ** 30, state: 'running' },
  ...{
    since: '2026-11-21T10:00:00.000Z',
    user: 'ops',
    keyPath: '/data/ops',
    consolePath: '/data/console.log',
  },
  ...{
    machineId: 'm',
    productId: 'p',
    partitions: [
      { from: 'db', direction: 'in' },
      { from: 'platform', direction: 'both' },
    ],
  },
}

test('a host is a line, with whom it is cut from, and the footer says how to get in and what went outside', () => {
  const text = table({
    instance: '1a2b3c',
    subnet: '10.71.3.0/24',
    gateway: '10.71.3.1',
    outsidePackets: 7,
    hosts: [host],
  })
  expect(text.split('\n')).toEqual([
    'NAME  ADDRESS     STATE    SINCE                FLAVOUR    DISK  CUT FROM',
    'web   10.71.3.11  running  2026-11-21 10:00:00  debian-12  20G   db (in), platform',
    '',
    'network 10.71.3.0/24, gateway 10.71.3.1; packets to the outside, all dropped: 7',
    'user ops, key /data/ops',
    '',
  ])
})

test('without hosts, the next step is named', () => {
  expect(table({ instance: '1a2b3c', outsidePackets: 0, hosts: [] })).toContain('slipway sandbox up')
})

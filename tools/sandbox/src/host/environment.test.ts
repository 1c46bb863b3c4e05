import { expect, test } from 'vitest'
import type { Group } from '../cgroup/group.ts'
import { limitsOf, portOf } from './environment.ts'

const group = (hierarchies: Group['hierarchies']): Group => ({
  hierarchies,
  folders: hierarchies.map(({ mountPoint }) => `${mountPoint}/s/h`),
  processes: '/unused',
  freezer: { file: '/unused', freeze: '', thaw: '' },
})
const limits = { memoryBytes: 2 ** 30, cpus: 1.5 }

test('limits are written in the words of cgroup version 1', () => {
  const hierarchies = [
    { mountPoint: '/c/memory', version: 1, controllers: ['memory'] },
    { mountPoint: '/c/cpu', version: 1, controllers: ['cpu', 'cpuacct'] },
    { mountPoint: '/c/unified', version: 2, controllers: [] },
  ] as const
  expect(limitsOf(group(hierarchies), limits)).toEqual([
    '/c/memory/s/h/memory.limit_in_bytes=1073741824',
    '/c/cpu/s/h/cpu.cfs_quota_us=150000',
  ])
})

test('limits are written in the words of cgroup version 2', () => {
  const hierarchies = [{ mountPoint: '/c', version: 2, controllers: [] }] as const
  expect(limitsOf(group(hierarchies), limits)).toEqual([
    '/c/s/h/memory.max=1073741824',
    '/c/s/h/cpu.max=150000',
  ])
  expect(limitsOf(group(hierarchies), {})).toEqual([])
})

test('a port goes by the last octet of the address', () =>
  expect(portOf({ address: '10.71.3.254' })).toBe('h254'))

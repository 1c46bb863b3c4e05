import { expect, test } from 'vitest'
import { freezing, parseHierarchies } from './hierarchies.ts'

const version2 = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate'
const memory = '34 32 0:30 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory'
const freezer = '38 32 0:34 / /sys/fs/cgroup/freezer rw,relatime - cgroup cgroup rw,freezer'
const systemd =
  '41 32 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,release_agent=/x,name=systemd'
const unified = '42 32 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw'
const root = '1 0 8:1 / / rw - ext4 /dev/sda1 rw'

test('version 2 alone is one hierarchy, which also freezes', () => {
  const found = parseHierarchies([root, version2].join('\n'))
  expect(found).toEqual([{ mountPoint: '/sys/fs/cgroup', version: 2, controllers: [] }])
  expect(freezing(found)?.mountPoint).toBe('/sys/fs/cgroup')
})

test('version 1 has one hierarchy for each controller, with version 2 beside them, and its freezer freezes', () => {
  const found = parseHierarchies([root, memory, freezer, systemd, unified].join('\n'))
  expect(found.map(({ mountPoint, version }) => [mountPoint.split('/').at(-1), version])).toEqual([
    ['memory', 1],
    ['freezer', 1],
    ['systemd', 1],
    ['unified', 2],
  ])
  expect(freezing(found)?.mountPoint).toBe('/sys/fs/cgroup/freezer')
})

test('a hierarchy that is mounted twice, or whose part is mounted elsewhere, counts once', () => {
  const again = memory.replace('/sys/fs/cgroup/memory', '/elsewhere')
  const part = freezer.replace(' / ', ' /some/group ')
  expect(parseHierarchies([memory, again, part].join('\n'))).toHaveLength(1)
})

test('a machine with nothing that freezes is told apart', () => {
  expect(freezing(parseHierarchies([root, memory].join('\n')))).toBeUndefined()
})

import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locateInstance } from './instance.ts'
import { instanceId, namesOf } from './names.ts'

test('link names stay within what the kernel takes, 15 characters', () => {
  expect(namesOf(instanceId('/any/where')).link.length).toBeLessThanOrEqual(15)
})

test('no name of one sandbox is a name of another', () => {
  const [one, other] = [namesOf(instanceId('/one')), namesOf(instanceId('/other'))]
  const all = ({ link, switch: name, cgroup, table, hostNamespace }: typeof one) => [
    link,
    name,
    cgroup,
    table,
    hostNamespace('a'),
  ]
  expect(all(one).filter((name) => all(other).includes(name))).toEqual([])
})

test('a data folder is one sandbox by whatever path it is reached, before and after it is made', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'slipway-names-')))
  await symlink(folder, `${folder}-link`)
  const idOf = async (dataFolder: string) => (await locateInstance({ dataFolder, cacheFolder: folder })).id
  expect(await idOf(`${folder}-link`)).toBe(await idOf(folder))
  expect(await idOf(`${folder}-link/new/one`)).toBe(await idOf(`${folder}/new/one`))
  expect(await idOf(`${folder}/new`)).not.toBe(await idOf(folder))
  await rm(`${folder}-link`)
  await rm(folder, { recursive: true })
})

import { useTemporal } from '@slipway/temporal/testing'
import { chmod, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeOperation } from '../engine/close-operation.ts'
import { startOperation } from '../start/start-operation.ts'
import { openSite, openWorld, planCreate, type World } from '../testing/world.ts'
import { collectPins, pinnedBundles } from './collect.ts'
import { pinnedPlaybooks, pinPlaybooks, playbooksFolder } from './playbooks.ts'

const temporal = useTemporal()
let world: World
beforeAll(async () => {
  world = await openWorld(temporal.client)
})
afterAll(() => world.close())

const age = async (digest: string): Promise<void> => {
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
  await utimes(pinnedPlaybooks(world.data, digest), longAgo, longAgo)
}

test('the digest follows content, names and executable bits, and nothing that programs leave there', async () => {
  const before = await pinPlaybooks(world)
  await mkdir(join(world.playbooks, 'library', '__pycache__'), { recursive: true })
  await writeFile(join(world.playbooks, 'library', '__pycache__', 'x.pyc'), 'x')
  expect(await pinPlaybooks(world)).toBe(before)
  const script = join(world.playbooks, 'library', 'x.py')
  await writeFile(script, 'x')
  const digests = [before, await pinPlaybooks(world)]
  await chmod(script, 0o755)
  digests.push(await pinPlaybooks(world))
  await writeFile(script, 'y')
  digests.push(await pinPlaybooks(world))
  expect(new Set(digests).size).toBe(4)
  const kept = pinnedPlaybooks(world.data, digests[2]!)
  expect(await readFile(join(kept, 'library', 'x.py'), 'utf8')).toBe('x')
  expect((await stat(join(kept, 'library', 'x.py'))).mode & 0o111).not.toBe(0)
})

test('those who pin at once leave one whole tree and nothing else', async () => {
  await rm(playbooksFolder(world.data), { recursive: true })
  const digests = await Promise.all([1, 2, 3, 4, 5].map(() => pinPlaybooks(world)))
  expect(new Set(digests).size).toBe(1)
  expect(await readdir(playbooksFolder(world.data))).toEqual([digests[0]])
})

test('says when the release has no playbooks', async () => {
  await expect(pinPlaybooks({ data: world.data, playbooks: '/nowhere' })).rejects.toMatchObject({
    code: 'operation/PlaybooksMissing',
  })
})

test('an older tree and its bundle stay until no open operation needs them', async () => {
  const site = await openSite(world)
  const plan = await planCreate(world, site)
  const operation = await startOperation(world, { planHash: plan.hash, actor: site.actor })
  const { playbooks } = plan.document.pins
  await writeFile(join(world.playbooks, 'run.yml'), '- hosts: none\n')
  await age(playbooks)
  expect(await collectPins(world)).toEqual([])
  expect(await pinnedBundles(world.database)).toEqual([{ version: '1.36.3', digest: world.bundleDigest }])

  await closeOperation(world.database, { operationId: operation.id, state: 'failed' })
  expect(await pinnedBundles(world.database)).toEqual([])
  expect(await collectPins(world)).toEqual([playbooks])
  expect(await readdir(playbooksFolder(world.data))).toEqual([await pinPlaybooks(world)])
})

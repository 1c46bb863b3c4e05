import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locateInstance } from './instance.ts'
import { prepareFolder } from './prepare-folder.ts'

let parent: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'slipway-folder-'))
})
afterAll(() => rm(parent, { recursive: true }))

const at = (name: string) => locateInstance({ dataFolder: join(parent, name), cacheFolder: parent })

test('a sandbox folder is for its owner alone, and can be prepared again', async () => {
  const instance = await at('first')
  await prepareFolder(instance)
  await prepareFolder(instance)
  expect((await stat(instance.folder)).mode & 0o777).toBe(0o700)
})

test('a copied data folder is refused: its names would be those of another place', async () => {
  await prepareFolder(await at('original'))
  await cp(join(parent, 'original'), join(parent, 'copy'), { recursive: true })
  await expect(prepareFolder(await at('copy'))).rejects.toMatchObject({
    code: 'sandbox/FolderMoved',
    data: { recorded: expect.stringContaining('original') },
  })
})

test('a record that cannot be read is named', async () => {
  const instance = await at('damaged')
  await prepareFolder(instance)
  await writeFile(join(instance.folder, 'instance.json'), '{"id":')
  await expect(prepareFolder(instance)).rejects.toMatchObject({ code: 'sandbox/RecordUnreadable' })
})

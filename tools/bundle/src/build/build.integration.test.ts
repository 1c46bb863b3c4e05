import { readdir } from 'node:fs/promises'
import { silentProgress } from '@slipway/system'
import { expect, test } from 'vitest'
import { Store } from '../store/store.ts'
import { useFolder } from '../testing/folder.ts'
import { useSmallDisk } from '../testing/small-disk.ts'
import { buildBundle } from './build.ts'

const folder = useFolder()
const small = () => folder.at('small')
useSmallDisk(small, 4)

const build = (version: string, data: string, cache: string) =>
  buildBundle(
    version,
    {
      store: new Store(data),
      cacheFolder: cache,
      progress: silentProgress,
      signal: new AbortController().signal,
    },
    { dataFolder: data, source: 'modules', operatingSystems: [] },
  )

test.each(['data', 'cache'])(
  'a build is refused before it begins where the disk of its %s is too small',
  async (disk) => {
    const large = folder.at('large')
    const building = disk === 'data' ? build('1.36.3', small(), large) : build('1.36.3', large, small())
    await expect(building).rejects.toMatchObject({
      code: 'bundle/NoSpace',
      data: {
        folder: small(),
        neededBytes: expect.any(Number) as number,
        freeBytes: expect.any(Number) as number,
      },
    })
    expect(await readdir(small())).toEqual([])
  },
)

test('an unknown version is refused, and those that are known are named', async () => {
  await expect(build('9.9.9', folder.at('data'), folder.at('cache'))).rejects.toMatchObject({
    code: 'bundle/VersionUnknown',
    data: { version: '9.9.9', known: expect.arrayContaining(['1.36.3', '1.37.1']) as string[] },
  })
  expect(await readdir(folder.path)).toEqual(['small'])
})

import { readFile } from 'node:fs/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { dataArtifacts } from '../build/data-artifacts.ts'
import { addImage } from '../image/add-image.ts'
import { cachedLayer } from '../layer/cached-layer.ts'
import { programEntries } from '../layer/entries.ts'
import { Store } from '../store/store.ts'
import { testContext } from '../testing/context.ts'
import { useFolder } from '../testing/folder.ts'
import { componentsOf } from '../version/components.ts'
import { buildProgram } from './build-program.ts'
import { readLock } from './lock-file.ts'

const folder = useFolder()
afterEach(() => vi.unstubAllEnvs())

/** Builds twice from nothing that the other has: own cache, own folders, and once without anything compiled before. */
const buildTwice = async (name: string, version: string) => {
  const one = await buildProgram(name, version, testContext(folder.at('one')))
  vi.stubEnv('GOCACHE', folder.at('go-build'))
  vi.stubEnv('GOFLAGS', '-race') // the caller's settings do not reach the compiler
  const other = await buildProgram(name, version, testContext(folder.at('other')))
  vi.unstubAllEnvs()
  return [one, other] as const
}

test('binary: a program built twice is the same, and the one that the lock file names', async () => {
  const { programs } = await readLock()
  for (const [name, version, output] of [
    ['pause', '3.10.2', 'pause'],
    ['flannel-cni', '0.9.1', 'flannel'],
  ] as const) {
    const [one, other] = await buildTwice(name, version)
    expect(one.files[output]?.path).not.toBe(other.files[output]?.path)
    expect(await readFile(other.files[output]?.path ?? '')).toEqual(
      await readFile(one.files[output]?.path ?? ''),
    )
    expect(other.files[output]).toMatchObject(programs[`${name}@${version}/${output}`] ?? { sha256: 'none' })
  }
})

test('image: an image of a program built twice is the same', async () => {
  const images = []
  for (const built of await buildTwice('pause', '3.10.2')) {
    const place = folder.at(`image-${images.length}`)
    const entries = programEntries('pause', built.files['pause']?.path ?? '')
    const layer = await cachedLayer('pause', entries, testContext(place))
    images.push(
      await addImage(new Store(place), {
        ...{ name: 'registry.k8s.io/pause', tag: '3.10.2', entrypoint: ['/pause'], layers: [layer] },
        ...{ licence: 'Apache-2.0', source: 'test' },
      }),
    )
  }
  expect(images[1]).toEqual(images[0])
})

test('manifest: the objects of a version are the same bytes each time', async () => {
  const components = await componentsOf('1.36.3')
  const [one, other] = [
    await dataArtifacts(new Store(folder.at('one')), components),
    await dataArtifacts(new Store(folder.at('other')), components),
  ]
  expect(one.map(({ name }) => name)).toContain('flannel.yaml')
  expect(other).toEqual(one)
})

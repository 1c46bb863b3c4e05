import { artifactId, artifactSchema, type Artifact } from '@slipway/domain'
import { silentProgress } from '@slipway/system'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Store } from '../../store/store.ts'
import { rpmPackages } from './rpm-packages.ts'
import { makeSigningKey } from './testing/signing-key.ts'
import { startStandInRepository, type StandInRepository } from './testing/stand-in-repository.ts'

let folder: string
let store: Store
const endings: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-rpm-'))
  store = new Store(join(folder, 'store'))
})
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  await rm(folder, { recursive: true })
})

/** A local repository that stands in for the RHEL family's: these are not reached by any test. */
const standIn = async (
  ...how: [settings?: string, sign?: (file: string) => Promise<unknown>]
): Promise<StandInRepository> => {
  const repository = await startStandInRepository(folder, ...how)
  endings.push(repository.stop)
  return repository
}

const gather = (repositories: string, names = ['slipway-program']): Promise<Artifact[]> =>
  rpmPackages(
    'rhel-9',
    {
      store,
      cacheFolder: join(folder, 'cache'),
      progress: silentProgress,
      signal: new AbortController().signal,
    },
    { repositories, names },
  )

const library = 'slipway-library-1.2-5.noarch.rpm'

test('a package comes with all it depends on and nothing else, with licence and source', async () => {
  const artifacts = await gather((await standIn()).repositories)
  for (const artifact of artifacts) expect(artifactSchema.parse(artifact)).toEqual(artifact)
  expect(artifacts.map(artifactId)).toEqual([
    'os-package rhel-9/slipway-library 1.2-5',
    'os-package rhel-9/slipway-program 1:3.4-5',
    'manifest rhel-9-repomd.xml 9',
    'manifest rhel-9-primary.xml.gz 9',
    'manifest rhel-9-filelists.xml.gz 9',
    'manifest rhel-9-other.xml.gz 9',
  ])
  expect(artifacts[0]).toMatchObject({
    file: library,
    platform: 'any',
    licence: 'MIT',
    source: 'slipway-library-1.2-5.src.rpm of Stand-in',
  })
})

test('the metadata names every package by its file and hash, and the same packages give the same metadata', async () => {
  const { repositories } = await standIn()
  const artifacts = await gather(repositories)
  const primary = artifacts.find(({ name }) => name === 'rhel-9-primary.xml.gz')
  const text = gunzipSync(await store.readBlob(primary?.sha256 ?? '')).toString()
  for (const artifact of artifacts)
    if (artifact.kind === 'os-package') {
      expect(text).toContain(`<location href="${artifact.file}"/>`)
      expect(text).toContain(artifact.sha256)
    }
  await rm(join(folder, 'cache'), { recursive: true })
  expect(await gather(repositories)).toEqual(artifacts)
})

test('dnf installs from what the bundle holds', async () => {
  const artifacts = await gather((await standIn()).repositories)
  const served = join(folder, 'served')
  await mkdir(join(served, 'repodata'), { recursive: true })
  for (const artifact of artifacts) {
    const path =
      artifact.kind === 'os-package' ? artifact.file : artifact.name.replace('rhel-9-', 'repodata/')
    await copyFile(store.blobPath(artifact.sha256), join(served, path))
  }
  const repositories = join(folder, 'served.repo')
  await writeFile(repositories, `[served]\nname=Served\nbaseurl=file://${served}\ngpgcheck=0\n`)
  expect(await gather(repositories)).toEqual(artifacts)
})

test('what is cached and right is not fetched again; what is damaged there is', async () => {
  const { repositories, asked } = await standIn()
  await gather(repositories)
  await writeFile(join(folder, 'cache/os/rhel-9/packages', library), 'damaged')
  asked.length = 0
  await gather(repositories)
  expect(asked).toEqual(['/repodata/repomd.xml', `/${library}`])
})

test('a damaged package is refused, and dnf’s last lines name it', async () => {
  const { repositories, folder: served } = await standIn()
  const content = await readFile(join(served, library))
  await writeFile(join(served, library), content.fill(0, content.length - 10))
  await expect(gather(repositories)).rejects.toMatchObject({
    code: 'rpm/PackageRefused',
    data: { lastLines: expect.stringMatching(/slipway-library.*checksum/s) },
  })
  expect(await store.readIndex()).toMatchObject({ manifests: [] })
})

test('a package is taken where the repository’s key signed it', async () => {
  const key = await makeSigningKey(folder, 'vendor')
  endings.push(key.stop)
  const { repositories } = await standIn(`gpgcheck=1\ngpgkey=file://${key.publicKey}`, key.sign)
  expect((await gather(repositories)).length).toBe(6)
})

test('a package that another key signed is refused', async () => {
  const [vendor, other] = [await makeSigningKey(folder, 'vendor'), await makeSigningKey(folder, 'other')]
  endings.push(vendor.stop, other.stop)
  const { repositories } = await standIn(`gpgcheck=1\ngpgkey=file://${vendor.publicKey}`, other.sign)
  await expect(gather(repositories)).rejects.toMatchObject({ code: 'rpm/PackageRefused' })
})

test('an unsigned package is refused where signatures are checked', async () => {
  const key = await makeSigningKey(folder, 'vendor')
  endings.push(key.stop)
  const { repositories } = await standIn(`gpgcheck=1\ngpgkey=file://${key.publicKey}`)
  await expect(gather(repositories)).rejects.toMatchObject({
    code: 'rpm/PackageRefused',
    data: { lastLines: expect.stringContaining('is not signed') },
  })
})

test('a package that no repository holds is named', async () => {
  await expect(gather((await standIn()).repositories, ['no-such-package'])).rejects.toMatchObject({
    code: 'rpm/PackagesUnavailable',
    data: { lastLines: expect.stringContaining('no-such-package') },
  })
})

test('an unreachable repository is named with dnf’s last lines and the ways around it', async () => {
  const { repositories, address, stop } = await standIn()
  await stop()
  await expect(gather(repositories)).rejects.toMatchObject({
    code: 'rpm/RepositoriesUnreachable',
    data: { lastLines: expect.stringContaining(address) },
    words: { remedy: expect.stringMatching(/--dnf-repositories FILE.*import/s) },
  })
})

test('a file of repositories that is not there is named', async () => {
  await expect(gather(join(folder, 'none.repo'))).rejects.toMatchObject({
    code: 'rpm/RepositoriesUnreadable',
  })
})

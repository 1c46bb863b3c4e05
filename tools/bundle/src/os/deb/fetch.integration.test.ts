import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { keptProgress, testContext } from '../../testing/context.ts'
import { flipBit } from '../../testing/damage.ts'
import { useFolder } from '../../testing/folder.ts'
import { openApt } from './apt.ts'
import type { DebFile } from './deb-file.ts'
import { fetchDebs } from './fetch.ts'
import { packagesIndex } from './packages-index.ts'
import { loadRelease, readPackageLock } from './release.ts'
import { definitionsOf, localRepository } from './testing/repository.ts'

// A repository of small packages in a folder stands for Debian's.
const folder = useFolder()
const signal = new AbortController().signal

const locked = ({ name, version, architecture, sha256 }: DebFile) => ({ name, version, architecture, sha256 })
const ids = (debs: readonly DebFile[]) => debs.map(({ name, version }) => `${name} ${version}`)
const hashes = (debs: readonly DebFile[]) => debs.map(({ sha256 }) => sha256).toSorted()

/** tool 1:1.0 with a library; the lock file names both. */
const pinned = async () => {
  const { debs, sources } = await localRepository(folder.at('debian'), [
    ['tool', '1:1.0-1', 'libtool-data (>= 1)'],
    ['libtool-data', '1.2~rc1+b1'],
    ['unrelated', '1'],
  ])
  const wanted = debs.filter(({ name }) => name !== 'unrelated')
  const definitions = await definitionsOf(folder.at('definitions'), ['tool'], wanted.map(locked))
  const fetch = (progress = keptProgress()) =>
    fetchDebs(testContext(folder.at('cache'), { progress }), { aptSources: sources, definitions })
  return { wanted, sources, definitions, fetch }
}

test("the index of a bundle's packages is read by apt, and leads it to every package", async () => {
  const { wanted, sources, definitions } = await pinned()
  const apt = await openApt(await loadRelease(definitions), folder.at('apt'), { signal, sources })
  await apt.get(['update'])
  await apt.get(['download', 'tool', 'libtool-data'], folder.at('apt'))
  for (const deb of wanted) {
    const [name] = (await readdir(folder.at('apt'))).filter((file) => file.startsWith(`${deb.name}_`))
    expect(await readFile(folder.at('apt', name ?? ''))).toEqual(await readFile(deb.path))
  }
})

test('the index is the same whenever it is made', async () => {
  const { wanted } = await pinned()
  expect(packagesIndex(wanted)).toBe(packagesIndex(wanted.map((deb) => ({ ...deb }))))
  expect(packagesIndex(wanted)).toContain('Filename: ./tool_1.0-1_amd64.deb\n')
})

test('the packages of the lock file are fetched, and no others', async () => {
  const { wanted, fetch } = await pinned()
  const progress = keptProgress()
  const debs = await fetch(progress)
  expect(ids(debs)).toEqual(['libtool-data 1.2~rc1+b1', 'tool 1:1.0-1'])
  expect(hashes(debs)).toEqual(hashes(wanted))
  expect(progress.lines).toEqual(['Debian 12 packages: 2 packages'])
})

test('what was fetched is not fetched again, also when notes of it were lost or half written', async () => {
  const { fetch } = await pinned()
  const first = await fetch()
  await rm(folder.at('debian'), { recursive: true })
  expect(await fetch()).toEqual(first)
  const notes = first.map(({ path }) => `${path}.json`)
  await rm(notes[0] ?? '')
  await writeFile(notes[1] ?? '', '{"path":"/va')
  expect(await fetch()).toEqual(first)
})

test('a package damaged in the cache is fetched again', async () => {
  const { wanted, fetch } = await pinned()
  const [first] = await fetch()
  await flipBit(first?.path ?? '')
  expect(hashes(await fetch())).toEqual(hashes(wanted))
})

test('where the locked versions are no longer served their successors are taken with all they need, and it is said', async () => {
  const { fetch } = await pinned()
  await localRepository(folder.at('debian'), [
    ['tool', '1:1.0-1+deb12u1', 'libtool-data, libnew'],
    ['libtool-data', '1.2~rc1+b1'],
    ['libnew', '3'],
  ])
  const progress = keptProgress()
  expect(ids(await fetch(progress))).toEqual(['libnew 3', 'libtool-data 1.2~rc1+b1', 'tool 1:1.0-1+deb12u1'])
  expect(progress.lines).toEqual([
    expect.stringMatching(/: 3 packages; \d+ are not the lock file's.*libnew 3.*tool 1:1\.0-1\+deb12u1/),
  ])
})

test('renewing takes what is served today and writes it down', async () => {
  const { wanted, sources, definitions } = await pinned()
  await writeFile(folder.at('definitions/debian-12.lock.json'), '[]')
  await fetchDebs(testContext(folder.at('cache')), { aptSources: sources, definitions, renew: true })
  expect(await readPackageLock(definitions)).toEqual(
    wanted.map(locked).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  )
})

test("a repository that is not there is refused with apt's command and last lines, and nothing half made stays", async () => {
  const { fetch, sources } = await pinned()
  await rm(folder.at('debian/pool'), { recursive: true })
  await expect(fetch()).rejects.toMatchObject({
    code: 'deb/PackagesUnreachable',
    kind: 'unavailable',
    data: { command: 'apt-get update', lastLines: expect.stringContaining('/debian/pool') as string },
  })
  const left = await readdir(folder.at('cache/os/debian-12'))
  expect(left.filter((name) => name.endsWith('.deb') || name === 'incoming')).toEqual([])
  expect(sources).toContain(folder.path)
})

test('a package whose bytes are not those that the index names is refused', async () => {
  const { fetch, wanted } = await pinned()
  for (const { path } of wanted) await flipBit(path)
  await expect(fetch()).rejects.toMatchObject({ code: 'deb/PackagesUnreachable' })
})

test('a file of sources that is not there is refused by name', async () => {
  const { definitions } = await pinned()
  const aptSources = folder.at('missing.list')
  await expect(fetchDebs(testContext(folder.at('cache')), { aptSources, definitions })).rejects.toMatchObject(
    {
      code: 'deb/SourcesUnreadable',
      data: { path: aptSources },
    },
  )
})

test("os-package: a package of Debian's own fetched twice is the same, and the one that the lock file names", async () => {
  const entry = (await readPackageLock()).find(({ name }) => name === 'adduser')
  const definitions = await definitionsOf(folder.at('definitions'), ['adduser'], [entry])
  const [one, other] = [
    await fetchDebs(testContext(folder.at('one')), { definitions }),
    await fetchDebs(testContext(folder.at('other')), { definitions }),
  ]
  expect(hashes(one)).toEqual([entry?.sha256])
  expect(hashes(other)).toEqual(hashes(one))
  expect(packagesIndex(other)).toBe(packagesIndex(one))
})

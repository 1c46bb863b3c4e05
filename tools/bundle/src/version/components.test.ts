import { expect, test } from 'vitest'
import { componentsOf, knownVersions } from './components.ts'

test('the versions that can be built are named, oldest first', async () => {
  const versions = await knownVersions()
  expect(versions).toEqual(expect.arrayContaining(['1.36.3', '1.37.1']))
  expect(versions.indexOf('1.36.3')).toBeLessThan(versions.indexOf('1.37.1'))
})

test.each(['1.36.4', '', '..', '../versions/1.36.3', 'v1.36.3'])(
  'an unknown version is refused, and the known ones are named: %j',
  async (version) => {
    const known = await knownVersions()
    await expect(componentsOf(version)).rejects.toMatchObject({
      code: 'bundle/VersionUnknown',
      kind: 'invalid',
      data: { version, known },
    })
  },
)

test('every version names all its components, and etcd is new enough to be upgraded', async () => {
  for (const version of await knownVersions()) {
    const { kubernetes, etcd } = await componentsOf(version)
    expect(kubernetes).toBe(version)
    const [major = 0, minor = 0, patch = 0] = etcd.split('.').map(Number)
    expect(major).toBe(3)
    expect(minor > 6 || (minor === 6 && patch >= 11)).toBe(true)
  }
})

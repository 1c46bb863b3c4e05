import { expect, test } from 'vitest'
import type { DebFile } from './deb-file.ts'
import { dependenciesOf } from './dependencies.ts'

const deb = (name: string, fields: Record<string, string> = {}): DebFile => ({
  ...{ path: `/${name}.deb`, name, version: '1', architecture: 'amd64', sha256: '', size: 1, licence: 'MIT' },
  control: Object.entries({ Package: name, ...fields })
    .map(([field, value]) => `${field}: ${value}\n`)
    .join(''),
})
const namesOf = (debs: DebFile[], wanted: string[], without: string[] = []) =>
  dependenciesOf(debs, wanted, without).map(({ name }) => name)

test('a package comes with all that it depends on, through others and whatever the version asked for', () => {
  const debs = [
    deb('tool', { Depends: 'libb (>= 2.0), libc:any', 'Pre-Depends': 'base' }),
    deb('libb', { Depends: 'liba' }),
    ...['liba', 'libc', 'base', 'unrelated'].map((name) => deb(name)),
  ]
  expect(namesOf(debs, ['tool'])).toEqual(['base', 'liba', 'libb', 'libc', 'tool'])
})

test('of alternatives the first that is at hand is taken', () => {
  const debs = [deb('tool', { Depends: 'absent | second (>= 1) | third' }), deb('second'), deb('third')]
  expect(namesOf(debs, ['tool'])).toEqual(['second', 'tool'])
})

test('a name that is only provided leads to its provider, and a package of that name comes before it', () => {
  const tool = deb('tool', { Depends: 'virtual' })
  const provider = deb('provider', { Provides: 'other, virtual (= 1)' })
  expect(namesOf([tool, provider], ['tool'])).toEqual(['provider', 'tool'])
  expect(namesOf([tool, provider, deb('virtual')], ['tool'])).toEqual(['tool', 'virtual'])
})

test('what is left out is left out with all that only it needs', () => {
  const debs = [
    deb('tool', { Depends: 'dpkg, liba' }),
    deb('dpkg', { Depends: 'tar, liba' }),
    deb('tar'),
    deb('liba'),
  ]
  expect(namesOf(debs, ['tool'], ['dpkg'])).toEqual(['liba', 'tool'])
})

test('packages that depend on each other are taken once, and what is not at hand is passed over', () => {
  const debs = [deb('a', { Depends: 'b, nowhere' }), deb('b', { Depends: 'a' })]
  expect(namesOf(debs, ['a', 'nowhere'])).toEqual(['a', 'b'])
})

test('recommended packages are not taken', () => {
  expect(namesOf([deb('a', { Recommends: 'b', Suggests: 'b' }), deb('b')], ['a'])).toEqual(['a'])
})

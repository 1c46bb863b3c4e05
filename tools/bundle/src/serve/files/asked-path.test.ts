import { expect, test } from 'vitest'
import { askedPath } from './asked-path.ts'

test.each([
  ['/os/debian-12/./Packages', '/os/debian-12/Packages'],
  ['/os/debian-12/././tool.deb', '/os/debian-12/tool.deb'],
  ['/./os/%2e/Packages', '/os/Packages'],
])('what apt asks for below ./ is the path without it: %s', (asked, path) => {
  expect(askedPath(asked)).toBe(path)
})

test.each(['/a/../b', '/a/..', '/.hidden', '/a/.b/c', '/a/...'])(
  'a path with other dots stays as it is: %s',
  (path) => {
    expect(askedPath(path)).toBe(path)
  },
)

test('the query is no part of the path, and names are decoded once', () => {
  expect(askedPath('/tool_2.0%7erc1%2bx.deb?a=/./b')).toBe('/tool_2.0~rc1+x.deb')
  expect(askedPath('/a%252e')).toBe('/a%2e')
})

test('a path that cannot be decoded is none', () => {
  expect(askedPath('/%zz')).toBeUndefined()
})

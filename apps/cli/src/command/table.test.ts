import { expect, test } from 'vitest'
import { readableSize, table } from './table.ts'

test('columns are as wide as their widest cell, and lines end without blanks', () => {
  expect(
    table(
      ['NAME', 'SIZE'],
      [
        ['kubelet', ''],
        ['x', '1 kB'],
      ],
    ),
  ).toBe('NAME     SIZE\nkubelet\nx        1 kB')
})

test('a table without rows is its head', () => {
  expect(table(['NAME', 'SIZE'], [])).toBe('NAME  SIZE')
})

test.each([
  [1, '1 kB'],
  [156_400_000, '156 MB'],
  [1_240_000_000, '1.2 GB'],
])('%d bytes are read as %s', (bytes, text) => {
  expect(readableSize(bytes)).toBe(text)
})

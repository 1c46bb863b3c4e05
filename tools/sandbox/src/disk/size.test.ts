import { expect, test } from 'vitest'
import { formatSize, parseSize } from './size.ts'

test.each([
  ['0', 0],
  ['512', 512],
  ['100M', 100 * 2 ** 20],
  ['20G', 20 * 2 ** 30],
])('%s is a size', (text, bytes) => expect(parseSize('--disk', text)).toBe(bytes))

test.each(['', 'G', '-1G', '1.5G', '20GB', '20 G', '1P'])(
  '"%s" is no size, and what would be is said',
  (text) => expect(() => parseSize('--disk', text)).toThrow(/--disk[^]*20G or 512M/),
)

test.each([
  [0, '0'],
  [20 * 2 ** 30, '20G'],
  [1.5 * 2 ** 30, '1.5G'],
  [100 * 2 ** 20, '100M'],
])('%d bytes are written %s', (bytes, text) => expect(formatSize(bytes)).toBe(text))

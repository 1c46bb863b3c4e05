import { expect, test } from 'vitest'
import { displayWidth, fit, fitName, padEnd, wrap } from './width.ts'

test('Chinese characters take two columns', () => {
  expect(displayWidth('主机 worker-1')).toBe(13)
  expect(padEnd('主机', 6)).toBe('主机  ')
})

test.each([
  ['reach', 5, 'reach'],
  ['prepare-host', 8, 'prepare…'],
  ['主机不可达', 6, '主机…'],
  ['x', 0, ''],
])('%s in %d columns is %s', (text, width, kept) => {
  expect(fit(text, width)).toBe(kept)
  expect(displayWidth(kept)).toBeLessThanOrEqual(Math.max(width, 0))
})

test.each([
  ['worker-1', 8, 'worker-1'],
  ['demo-worker-12', 8, 'demo…-12'],
])('a long name keeps its end: %s in %d columns is %s', (name, width, kept) => {
  expect(fitName(name, width)).toBe(kept)
})

test('lines end between words, Chinese anywhere', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrap('one\ntwo', 80)).toEqual(['one', 'two'])
  expect(wrap('检查主机的网络', 8)).toEqual(['检查主机', '的网络'])
  expect(wrap('/a/long/path/stays/whole', 8)).toEqual(['/a/long/path/stays/whole'])
})

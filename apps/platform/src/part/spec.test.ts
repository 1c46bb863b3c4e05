import { expect, test } from 'vitest'
import { readReadyLine, readyLine } from './spec.ts'

test('a part says on a line of its own that it is ready, with or without more', () => {
  expect(readReadyLine('slipway: ready')).toEqual({})
  expect(readReadyLine(readyLine({ url: 'http://127.0.0.1:1' }))).toEqual({ url: 'http://127.0.0.1:1' })
  expect(readReadyLine('the slipway: ready')).toBeUndefined()
  expect(readReadyLine('slipway: ready soon')).toBeUndefined()
})

import { expect, test } from 'vitest'
import { together } from './together.ts'

const never = new AbortController().signal
/** Ends only by the signal, and a little later than that. */
const untilAborted = (signal: AbortSignal, onEnd: () => void) =>
  new Promise<string>((_, reject) => {
    signal.addEventListener('abort', () => {
      setImmediate(() => {
        onEnd()
        reject(new Error('a program was cancelled'))
      })
    })
  })

test('gives what every piece gives, in order', async () => {
  expect(await together(never, () => [Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2])
})

test('a failure stops the other pieces, and is told once they have ended', async () => {
  let ended = false
  const cause = new Error('no Go')
  const work = together<string>(never, (signal) => [
    untilAborted(signal, () => {
      ended = true
    }),
    Promise.reject(cause),
  ])
  await expect(work).rejects.toBe(cause)
  expect(ended).toBe(true)
})

test('an interruption is told as such, not as what the interrupted programs say of it', async () => {
  const stop = new AbortController()
  const reason = new DOMException('interrupted', 'AbortError')
  let ended = 0
  const work = together<string>(stop.signal, (signal) =>
    [1, 2].map(() => untilAborted(signal, () => ended++)),
  )
  stop.abort(reason)
  await expect(work).rejects.toBe(reason)
  expect(ended).toBe(2)
})

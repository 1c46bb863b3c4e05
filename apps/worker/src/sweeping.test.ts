import { expect, test } from 'vitest'
import { startSweeping } from './sweeping.ts'

test('it is done at once and again, also after it has failed, until it is stopped', async () => {
  let calls = 0
  const told: unknown[] = []
  const thrice = Promise.withResolvers<void>()
  const stop = startSweeping(
    async () => {
      if (++calls === 3) thrice.resolve()
      if (calls === 1) throw new Error('out of reach')
    },
    (error) => told.push(error),
    1,
  )
  await thrice.promise
  await stop()
  const after = calls
  await Promise.resolve()
  expect(calls).toBe(after)
  expect(told).toMatchObject([{ message: 'out of reach' }])
})

test('stopping waits for what is under way, and not for the pause', async () => {
  const begun = Promise.withResolvers<void>()
  const open = Promise.withResolvers<void>()
  let ended = false
  const stop = startSweeping(
    async () => {
      begun.resolve()
      await open.promise
      ended = true
    },
    () => undefined,
    1_000_000,
  )
  await begun.promise
  const stopped = stop()
  expect(ended).toBe(false)
  open.resolve()
  await stopped
  expect(ended).toBe(true)
})

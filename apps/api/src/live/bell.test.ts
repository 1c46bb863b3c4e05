import { expect, test } from 'vitest'
import { Bell, endable } from './bell.ts'

test('a ring before the wait is not lost, and many are one', async () => {
  const bell = new Bell()
  bell.ring()
  bell.ring()
  expect(await bell.wait()).toBe(true)
  const second = bell.wait()
  bell.close()
  expect(await second).toBe(false)
})

test('a ring wakes whoever waits', async () => {
  const bell = new Bell()
  const waiting = bell.wait()
  bell.ring()
  expect(await waiting).toBe(true)
})

test('a closed bell keeps nobody waiting', async () => {
  const bell = new Bell()
  bell.close()
  expect(await bell.wait()).toBe(false)
  expect(bell.closed).toBe(true)
})

test('a generator that waits for a bell that nobody rings can be ended', async () => {
  const bell = new Bell()
  let tidied = false
  const numbers = async function* () {
    try {
      yield 1
      while (await bell.wait()) yield 2
    } finally {
      tidied = true
    }
  }
  const iterator = endable(numbers(), () => bell.close())
  expect(await iterator.next()).toEqual({ done: false, value: 1 })
  const waiting = iterator.next()
  await iterator.return!()
  expect(await waiting).toMatchObject({ done: true })
  expect(tidied).toBe(true)
})

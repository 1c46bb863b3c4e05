import { expect, test } from 'vitest'
import { ConnectionLost, resumed } from './resume.ts'

const lost = new ConnectionLost('reset')
const told: string[] = []
const listener = { lost: (reason: string) => told.push(`lost: ${reason}`), back: () => told.push('back') }

/** Each connection gives what stands in its list; an error ends it. */
const server = (...connections: (string | Error)[][]) => {
  const asked: (string | undefined)[] = []
  const open = async function* (after: string | undefined, connected: () => void) {
    asked.push(after)
    for (const one of connections.shift() ?? []) {
      if (one instanceof Error) throw one
      connected()
      yield one
    }
  }
  return { asked, open }
}
const all = async (
  { open }: ReturnType<typeof server>,
  more: { wait?: () => Promise<void>; signal?: AbortSignal } = {},
) => {
  told.length = 0
  const options = { cursorOf: (event: string) => event, listener, wait: async () => undefined, ...more }
  const seen: string[] = []
  for await (const event of resumed({ open, ...options })) seen.push(event)
  return seen
}

test('after a lost connection the stream goes on from the last event that was seen', async () => {
  const two = server(['1', '2', lost], [lost], ['3'])
  expect(await all(two)).toEqual(['1', '2', '3'])
  expect(two.asked).toEqual([undefined, '2', '2'])
  expect(told).toEqual(['lost: reset', 'back'])
})

test('what is no lost connection is thrown at once', async () => {
  const defect = new Error('a refusal')
  await expect(all(server(['1', defect], ['2']))).rejects.toBe(defect)
  expect(told).toEqual([])
})

test('pauses grow between attempts, and patience ends', async () => {
  const pauses: number[] = []
  const never = { asked: [], open: () => server([lost]).open(undefined, () => undefined) }
  const wait = async (ms?: number) => void pauses.push(ms ?? NaN)
  await expect(all(never, { wait })).rejects.toBe(lost)
  expect(pauses.slice(0, 6)).toEqual([250, 500, 1000, 2000, 5000, 5000])
  expect(pauses.length).toBe(120)
})

test('who stops waiting is let go', async () => {
  const controller = new AbortController()
  const wait = async () => controller.abort(new DOMException('enough', 'AbortError'))
  await expect(all(server([lost], [lost]), { wait, signal: controller.signal })).rejects.toThrow('enough')
})

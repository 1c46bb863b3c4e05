import { expect, test } from 'vitest'
import { displayWidth } from '../command/width.ts'
import { at, cell, event, operation, start, unreachable } from '../testing/world.ts'
import { draw, type Canvas } from './draw.ts'
import { lookOf, unicodeLook } from './paint.ts'
import { initialState, reduce, type OperationView, type WatchState } from './state.ts'

const canvas = (more: Partial<Canvas> = {}): Canvas => ({
  width: 80,
  now: start + 12_000,
  language: 'en',
  look: unicodeLook,
  ...more,
})
const text = (state: WatchState, more: Partial<Canvas> = {}) => `\n${draw(state, canvas(more)).join('\n')}\n`

const underway: OperationView = {
  ...operation,
  progress: [
    cell('reach', 'cp-1', { ended: 1, state: 'SAME' }),
    cell('reach', 'worker-1', { ended: 2 }),
    cell('reach', 'worker-2', { ended: 3 }),
    cell('init-control-plane', 'cp-1', { began: 3 }),
    cell('join-workers', 'worker-1', { began: 4 }),
    cell('join-workers', 'worker-2', {
      began: 4,
      ended: 8,
      state: 'FAILED',
      attempt: 2,
      failure: unreachable,
    }),
  ],
}

test('steps stand against hosts, with their times, and what failed says where, what and what to do', () => {
  expect(text(initialState(underway))).toMatchInlineSnapshot(`
    "
    create demo: running, 12 s of about 34 s
    operation 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 by admin

                        cp-1      worker-1  worker-2  cluster
    reach               = 1s      ✓ 2s      ✓ 3s
    init-control-plane  ▸ 9s
    join-workers                  ▸ 8s      ✗ 4s #2
    verify                                            ·

    · waiting  ▸ running  ✓ changed  = already so  ✗ failed  - skipped

    ✗ join-workers on worker-2, after 4 s, attempt 2
      worker-2 cannot be reached.
      task: Ask kubeadm to join
      log: slipway operation logs 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 --step join-workers --target worker-2
    "
  `)
})

test('a finished operation says what it took against what was expected', () => {
  const ended = reduce(initialState(operation), {
    kind: 'happened',
    event: event(1, null, { state: 'SUCCEEDED', endedAt: at(31) }),
  })
  expect(draw(ended, canvas())[0]).toBe('create demo: succeeded, 31 s, expected about 34 s')
})

test('what takes longer than expected says by how much; what was never measured promises nothing', () => {
  const state = initialState(operation)
  expect(draw(state, canvas({ now: start + 40_000 }))[0]).toBe(
    'create demo: running, 40 s, 6 s longer than expected',
  )
  expect(draw({ ...state, expectedSeconds: null }, canvas())[0]).toBe('create demo: running, 12 s')
})

/** Fifty workers: twenty have joined, ten are at it, one failed. */
const many = ((): WatchState => {
  const targets = Array.from({ length: 50 }, (_, index) => ({ id: `h${index}`, name: `worker-${index}` }))
  const progress = targets.slice(0, 31).map(({ id }, index) => {
    if (index < 20) return cell('join-workers', id, { began: 1, ended: 6 })
    if (index < 30) return cell('join-workers', id, { began: index - 20 })
    return cell('join-workers', id, { began: 1, ended: 4, state: 'FAILED', failure: unreachable })
  })
  const steps = operation.plan.steps.map((step) =>
    step.name === 'join-workers' ? { ...step, targets } : step,
  )
  return initialState({ ...operation, plan: { ...operation.plan, steps }, progress })
})()

test('many hosts are folded into counts, with those that are waited for longest', () => {
  expect(text(many)).toMatchInlineSnapshot(`
    "
    create demo: running, 12 s of about 34 s
    operation 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 by admin

    reach               ░░░░░░░░░░░░  · 3
    init-control-plane  ·  cp-1
    join-workers        ████░░░░░░░░  ✗ 1  ▸ 10  ✓ 20  · 19
    verify              ·  cluster

    · waiting  ▸ running  ✓ changed  = already so  ✗ failed  - skipped

    ✗ join-workers on worker-30, after 3 s
      worker-2 cannot be reached.
      task: Ask kubeadm to join
      log: slipway operation logs 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 --step join-workers --target worker-30
    "
  `)
})

test('a low terminal keeps what runs and counts the rest', () => {
  expect(text(initialState(underway), { height: 12 })).toMatchInlineSnapshot(`
    "
    create demo: running, 12 s of about 34 s
    operation 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 by admin

                        cp-1      worker-1  worker-2  cluster
    ✓ 1 step finished
    init-control-plane  ▸ 9s
    · 1 step waiting

    ✗ join-workers on worker-2, after 4 s, attempt 2
      worker-2 cannot be reached.
      task: Ask kubeadm to join
      log: slipway operation logs 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 --step join-workers --target worker-2
    "
  `)
})

test.each([
  ['few hosts', initialState(underway)],
  ['many hosts', many],
  ['a lost connection', reduce(many, { kind: 'lost', at: start, reason: 'a long reason '.repeat(9) })],
])('no line of the drawing is wider than the terminal, nor are there more than it has: %s', (_, state) => {
  for (const width of [60, 80, 132])
    for (const height of [10, 24]) {
      const lines = draw(state, canvas({ width, height }))
      expect(lines.length).toBeLessThanOrEqual(height)
      const drawn = lines.filter((line) => !line.startsWith('  log:')) // a command to copy stays whole
      expect(Math.max(...drawn.map(displayWidth))).toBeLessThanOrEqual(width)
    }
})

test('a lost connection says since when, and that the operation does not depend on it', () => {
  const lost = reduce(initialState(operation), { kind: 'lost', at: start + 9000, reason: 'reset' })
  expect(draw(lost, canvas()).at(-1)).toBe(
    'connection lost 3 s ago (reset); the operation goes on, trying again',
  )
})

test('colours come with a terminal that wants them, signs beyond ASCII with its locale', () => {
  const colours = (env: NodeJS.ProcessEnv, isTTY = true) => lookOf({ isTTY }, env).paint('FAILED', 'x')
  expect(colours({ LANG: 'C' })).toBe('\x1b[1;31mx\x1b[0m')
  expect(colours({ LANG: 'C' }, false)).toBe('x')
  expect(colours({ NO_COLOR: '1' })).toBe('x')
  expect(lookOf({}, { LANG: 'C' }).signs.CHANGED).toBe('+')
  expect(lookOf({}, { LANG: 'zh_CN.UTF-8' }).signs.CHANGED).toBe('✓')
  const signs = Object.values(unicodeLook.signs)
  expect(new Set(signs).size).toBe(signs.length) // never by colour alone
})

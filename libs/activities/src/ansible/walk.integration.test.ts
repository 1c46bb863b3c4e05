import { ansible, step } from '@slipway/domain'
import { begin, cells, end, everything, linesAfter, outputs } from '@slipway/persistence'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ansibleActivity } from './activity.ts'
import { attention } from './testing/attention.ts'
import { openGround, usual, type Ground } from './testing/ground.ts'
import { makeGate, runs, until } from './testing/watch.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await ground.role('greet', '- ansible.builtin.command: echo hello {{ word }} from {{ node.name }}\n')
  await ground.role('look', '- ansible.builtin.stat: {path: /}\n')
  await ground.role(
    'wait',
    '- ansible.builtin.command: cat {{ gates[inventory_hostname] | default("/dev/null") }}\n',
  )
  await ground.role('empty', '[]\n')
  await ground.role(
    'give',
    '- ansible.builtin.set_fact: {slipway_outputs: {answer: "{{ node.name }} {{ node.role }}"}}\n',
  )
})
afterAll(() => ground.close())

const activity = () => ansibleActivity({ ...ground.dependencies, attention: attention().make }).ansible
const em = () => ground.database.fork(everything)

test('walks each host through the steps and gives what every step did there', async () => {
  const { id, host } = await ground.operation(
    ['one', 'two'],
    [
      step('greet', { ...usual, run: ansible('greet', { word: 'there' }) }),
      step('look', { ...usual, run: ansible('look'), follows: 'greet' }),
      step('empty', { ...usual, run: ansible('empty'), follows: 'look' }),
    ],
  )
  const steps = ['greet', 'look', 'empty']
  const results = await activity()({ operationId: id, steps, targets: Object.values(host) })
  const of = (name: string) =>
    results.filter(({ target }) => target === host[name]).map(({ step, outcome }) => [step, outcome])
  const expected = [
    ['greet', 'changed'],
    ['look', 'same'],
    ['empty', 'same'],
  ]
  expect(of('one')).toEqual(expected)
  expect(of('two')).toEqual(expected)
  const states = (await cells(em(), id)).map(({ step, target, state }) => ({ step, target, outcome: state }))
  expect(states).toEqual(expect.arrayContaining(results))
})

test('writes what a task printed to the log of its step and host', async () => {
  const { id, host } = await ground.operation(
    ['one', 'two'],
    [step('greet', { ...usual, run: ansible('greet', { word: 'you' }) })],
  )
  await activity()({ operationId: id, steps: ['greet'], targets: Object.values(host) })
  const lines = await linesAfter(em(), { operation: id, step: 'greet', target: host.two }, 0)
  expect(lines.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^changed \(\d+\.\d s\)$/),
    'hello you from two',
  ])
})

test('hands a role’s outputs to later steps', async () => {
  const { id, host } = await ground.operation(
    ['one'],
    [
      step('give', { ...usual, run: ansible('give'), outputs: { answer: 'text' } }),
      step('greet', { ...usual, run: ansible('greet'), after: ['give'], uses: { word: ['give', 'answer'] } }),
    ],
  )
  const targets = Object.values(host)
  await activity()({ operationId: id, steps: ['give'], targets })
  expect(await outputs(em(), id, 'give')).toEqual({ answer: 'one worker' })
  await activity()({ operationId: id, steps: ['greet'], targets })
  const lines = await linesAfter(em(), { operation: id, step: 'greet' }, 0)
  expect(lines.at(-1)?.text).toBe('hello one worker from one')
})

test('lets no slow host hold back another', async () => {
  const gate = await makeGate(ground.folder)
  const { id, host } = await ground.operation(
    ['slow', 'fast'],
    [
      step('wait', { ...usual, run: ansible('wait') }),
      step('look', { ...usual, run: ansible('look'), follows: 'wait' }),
    ],
    { variables: { gates: { slow: gate.path } } },
  )
  const signalled = ground.signalled(id)
  const running = activity()({ operationId: id, steps: ['wait', 'look'], targets: Object.values(host) })
  const seen = await until(ground.database, id, (now) =>
    now.some(({ step, target, state }) => step === 'look' && target === host.fast && state === 'same'),
  )
  expect(runs('wait', host.slow)(seen)).toBe(true)
  const { results } = await signalled
  expect(results.map(({ step, target }) => [step, target])).toEqual([
    ['wait', host.fast],
    ['look', host.fast],
  ])
  await gate.open()
  expect(await running).toHaveLength(4)
})

test('leaves out what the ledger has as finished, and starts nothing where all is', async () => {
  const { id, host } = await ground.operation(
    ['one'],
    [
      step('greet', { ...usual, run: ansible('greet', { word: 'never' }) }),
      step('look', { ...usual, run: ansible('look'), follows: 'greet' }),
    ],
  )
  const [target = ''] = Object.values(host)
  await begin(em(), { operation: id, step: 'greet', target })
  await end(em(), { operation: id, step: 'greet', target, outcome: 'changed' })
  const lane = { operationId: id, steps: ['greet', 'look'], targets: [target] }
  const results = await activity()(lane)
  expect(await linesAfter(em(), { operation: id, step: 'greet' }, 0)).toEqual([])
  expect(results).toHaveLength(2)
  expect(await activity()(lane)).toEqual(results)
  const folders = await readdir(join(ground.dependencies.runs, id))
  expect(folders.filter((name) => /^\d{4}-/.test(name))).toHaveLength(1)
})

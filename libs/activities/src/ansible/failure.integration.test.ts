import { ansible, step } from '@slipway/domain'
import { cells, everything, linesAfter } from '@slipway/persistence'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ansibleActivity } from './activity.ts'
import { overSsh } from './inventory.ts'
import { attention } from './testing/attention.ts'
import { openGround, usual, type Ground } from './testing/ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await ground.role('look', '- ansible.builtin.stat: {path: /}\n')
})
afterAll(() => ground.close())

const activity = () => ansibleActivity({ ...ground.dependencies, attention: attention().make }).ansible

const runRole = async (name: string, names: string[], tasks: string) => {
  await ground.role(name, tasks)
  const { id, host } = await ground.operation(names, [
    step(name, { ...usual, run: ansible(name) }),
    step('look', { ...usual, run: ansible('look'), follows: name }),
  ])
  const results = await activity()({ operationId: id, steps: [name, 'look'], targets: Object.values(host) })
  return { id, host, results }
}

test('a failed task ends its host’s lane with the task and its last lines, and no other host’s', async () => {
  const { id, host, results } = await runRole(
    'break',
    ['good', 'bad'],
    `- name: Break it
  ansible.builtin.shell: "echo before; echo it is broken >&2; exit {{ 3 if inventory_hostname == 'bad' else 0 }}"
`,
  )
  const failure = {
    code: 'run/TaskFailed',
    data: { host: 'bad', task: 'Break it', message: expect.stringContaining('it is broken') as string },
  }
  expect(results.filter(({ target }) => target === host.bad)).toEqual([
    { step: 'break', target: host.bad, outcome: 'failed', failure },
  ])
  expect(results.filter(({ target }) => target === host.good).map(({ outcome }) => outcome)).toEqual([
    'changed',
    'same',
  ])
  const cell = (await cells(ground.database.fork(everything), id)).find(({ state }) => state === 'failed')
  expect(cell).toMatchObject({ step: 'break', target: host.bad, failure })
})

test('a role names its own failure', async () => {
  const { host, results } = await runRole(
    'refuse',
    ['one'],
    `- ansible.builtin.fail:
    msg: 'slipway:{"code": "preflight/PortTaken", "data": {"port": 6443}}'
`,
  )
  expect(results).toEqual([
    {
      step: 'refuse',
      target: host.one,
      outcome: 'failed',
      failure: { code: 'preflight/PortTaken', data: { host: 'one', port: 6443 } },
    },
  ])
})

test('what a role rescues or ignores is no failure', async () => {
  const { results } = await runRole(
    'rescue',
    ['one'],
    `- block:
    - ansible.builtin.command: /bin/false
  rescue:
    - ansible.builtin.command: /bin/true
- ansible.builtin.command: /bin/false
  ignore_errors: true
`,
  )
  expect(results.map(({ step, outcome }) => [step, outcome])).toEqual([
    ['rescue', 'changed'],
    ['look', 'same'],
  ])
})

test('a failure that an always follows is one all the same', async () => {
  const { id, results } = await runRole(
    'tidy',
    ['one'],
    `- block:
    - name: Fall
      ansible.builtin.command: /bin/false
  always:
    - ansible.builtin.command: echo tidied
`,
  )
  expect(results).toMatchObject([{ step: 'tidy', outcome: 'failed', failure: { data: { task: 'Fall' } } }])
  const lines = await linesAfter(ground.database.fork(everything), { operation: id }, 0)
  expect(lines.map(({ text }) => text)).toContain('tidied')
})

test('a role that does not exist fails with what Ansible says', async () => {
  const { id, host } = await ground.operation(['one'], [step('absent', { ...usual, run: ansible('absent') })])
  const results = await activity()({ operationId: id, steps: ['absent'], targets: Object.values(host) })
  expect(results).toMatchObject([{ step: 'absent', outcome: 'failed' }])
  expect(JSON.stringify(results)).toContain('absent')
})

test('a tree of playbooks that Ansible cannot read fails with its last lines', async () => {
  await ground.role('garbled', '- {ansible.builtin.command: [\n')
  const { id, host } = await ground.operation(
    ['one'],
    [step('garbled', { ...usual, run: ansible('garbled') })],
  )
  const results = await activity()({ operationId: id, steps: ['garbled'], targets: Object.values(host) })
  expect(results).toMatchObject([{ outcome: 'failed', failure: { code: 'run/Unexpected' } }])
  expect(JSON.stringify(results[0]?.failure?.data.message)).toContain('garbled')
})

test('a role that does not get what it asks for does not begin, and says what is missing', async () => {
  await ground.role('ask', '- ansible.builtin.command: echo {{ word }}\n')
  await ground.asks('ask', {
    word: { type: 'str', required: true },
    number: { type: 'int', description: 'x' },
  })
  const ask = async (args: Record<string, string>) => {
    const { id, host } = await ground.operation(
      ['one'],
      [step('ask', { ...usual, run: ansible('ask', args) })],
    )
    return activity()({ operationId: id, steps: ['ask'], targets: Object.values(host) })
  }
  const [refused] = await ask({ number: '3' })
  expect(refused).toMatchObject({ outcome: 'failed', failure: { code: 'run/Unexpected' } })
  expect(refused?.failure?.data.message).toContain('missing required arguments: word')
  expect(await ask({ word: 'yes', number: '3' })).toMatchObject([{ outcome: 'changed' }])
})

test('a host that does not answer is unreachable, and says why', async () => {
  // a port that was free a moment ago: nobody listens there
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  const { id, host } = await ground.operation(['gone'], [step('look', { ...usual, run: ansible('look') })], {
    hosts: [{ port }],
  })
  const { ansible: lane } = ansibleActivity({
    ...ground.dependencies,
    reach: overSsh,
    attention: attention().make,
  })
  const results = await lane({ operationId: id, steps: ['look'], targets: Object.values(host) })
  expect(results).toMatchObject([
    {
      step: 'look',
      outcome: 'failed',
      failure: {
        code: 'host/Unreachable',
        data: { host: 'gone', reason: expect.stringMatching(/refused/i) as string },
      },
    },
  ])
})

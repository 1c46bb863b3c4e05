import { ansible, step } from '@slipway/domain'
import { cells, everything, linesAfter, openClusterSecret } from '@slipway/persistence'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ansibleActivity } from './activity.ts'
import { attention } from './testing/attention.ts'
import { onThisMachine, openGround, testVault, usual, type Ground } from './testing/ground.ts'
import { makeGate, runs, until } from './testing/watch.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

const password = 'correct horse "battery" staple'

/** Every process's arguments and environment, and every file of runs, as one text. */
const everythingVisible = async (): Promise<string> => {
  const folder = ground.dependencies.runs
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const texts = pids.flatMap((pid) => ['cmdline', 'environ'].map((name) => read(`/proc/${pid}/${name}`)))
  const runFiles = await filesBelow(folder)
  const processes = await Promise.all(runFiles.filter((path) => path.endsWith('process.json')).map(read))
  const scratches = processes.map((text) => (JSON.parse(text) as { scratch: string }).scratch)
  const files = [...runFiles, ...(await Promise.all(scratches.map(filesBelow))).flat()]
  const contents = files.map(read)
  return (await Promise.all([...texts, ...contents])).join('\n')
}

const filesBelow = async (folder: string): Promise<string[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return found.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
}

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')

test('secrets reach a role, and no argument, environment, file, log line or failure', async () => {
  const gate = await makeGate(ground.folder)
  await ground.role(
    'tell',
    `- ansible.builtin.command: cat {{ gate }}
- ansible.builtin.debug: {msg: "the token is {{ join_token }}, in base64 {{ join_token | b64encode }}"}
- ansible.builtin.fail: {msg: "{{ join_token }} and {{ ansible_become_password }} are wrong: {{ nothing | default(join_token) }}"}
`,
  )
  const secrets = [{ variable: 'join_token', reference: 'join-token', kind: 'bootstrap-token' }] as const
  const { id, plan, host } = await ground.operation(
    ['one'],
    [step('tell', { ...usual, run: ansible('tell'), secrets })],
    { variables: { gate: gate.path }, credential: { user: 'somebody', password } },
  )
  const { ansible: lane } = ansibleActivity({
    ...ground.dependencies,
    attention: attention().make,
    reach: (folder, hosts) => {
      const local = onThisMachine(folder, hosts)
      const variables = { ...local.variables.one, ansible_become_password: password }
      return { ...local, variables: { one: variables } }
    },
  })
  const running = lane({ operationId: id, steps: ['tell'], targets: Object.values(host) })
  await until(ground.database, id, runs('tell', host.one))
  const em = ground.database.fork(everything)
  const token = await openClusterSecret(em, testVault, plan.cluster.id, 'join-token')
  const hidden = [
    token,
    Buffer.from(token).toString('base64'),
    password,
    JSON.stringify(password).slice(1, -1),
  ]
  const during = await everythingVisible()
  await gate.open()
  const results = await running
  const after = await everythingVisible()
  const lines = await linesAfter(em, { operation: id }, 0)
  const ledger = await cells(em, id)
  for (const text of [during, after, JSON.stringify([results, lines, ledger])])
    for (const secret of hidden) expect(text.includes(secret)).toBe(false)
  // it did reach the role: what the role said of it is there, behind stars
  expect(lines.map(({ text }) => text)).toContain('the token is ********, in base64 ********')
  expect(results).toMatchObject([
    { failure: { data: { message: expect.stringContaining('********') as string } } },
  ])
})

test('a task with no_log leaves no output at all', async () => {
  await ground.role('quiet', '- {ansible.builtin.command: echo whisper, no_log: true}\n')
  const { id, host } = await ground.operation(['one'], [step('quiet', { ...usual, run: ansible('quiet') })])
  const { ansible: lane } = ansibleActivity({ ...ground.dependencies, attention: attention().make })
  await lane({ operationId: id, steps: ['quiet'], targets: Object.values(host) })
  const lines = await linesAfter(ground.database.fork(everything), { operation: id }, 0)
  expect(lines.length).toBeGreaterThan(0)
  expect(JSON.stringify(lines)).not.toContain('whisper')
})

test('output that is long loses its middle and says how much', async () => {
  await ground.role('talk', '- ansible.builtin.command: "seq 100000 120000"\n')
  const { id, host } = await ground.operation(['one'], [step('talk', { ...usual, run: ansible('talk') })])
  const { ansible: lane } = ansibleActivity({ ...ground.dependencies, attention: attention().make })
  await lane({ operationId: id, steps: ['talk'], targets: Object.values(host) })
  const em = ground.database.fork(everything)
  const texts = (await linesAfter(em, { operation: id }, 0, 5000)).map(({ text }) => text)
  expect(texts).toContain('100000')
  expect(texts).toContain('120000')
  expect(texts.join('\n')).toMatch(/\.\.\. \d+ characters left out \.\.\./)
  expect(texts.join('\n').length).toBeLessThan(9000)
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../testing/command-line.ts'
import { startStandIn, type StandIn } from '../testing/stand-in-server.ts'
import { at, cell, demo, event, operation, operationId, page, unreachable } from '../testing/world.ts'
import type { OperationEvent, WatchEvent } from './state.ts'

const program = join(import.meta.dirname, '../../bin/slipway')
const succeeded = event(5, null, { state: 'SUCCEEDED', endedAt: at(31) })
const story = [
  event(1, cell('reach', 'cp-1', { began: 1 })),
  event(2, cell('reach', 'cp-1', { began: 1, ended: 3 })),
  event(3, cell('verify', 'cluster', { began: 4 })),
  event(4, cell('verify', 'cluster', { began: 4, ended: 30, state: 'SAME' })),
  succeeded,
]

let server: StandIn
let person: CommandLine
/** What the stream gives; `drop` ends all sockets before the event that follows it. */
let events: (OperationEvent | 'drop')[]
beforeEach(async () => {
  events = story
  server = await startStandIn({
    operation: ({ id }: { id: string }) => (id === operationId ? operation : null),
    operations: () => page([operation]),
    clusters: () => page([demo]),
    operationEvents: async function* ({ after }: { after: string }) {
      for (const one of events.slice()) {
        if (one === 'drop') {
          events = events.filter((other) => other !== 'drop')
          return server.drop()
        }
        if (Number(one.cursor) > Number(after)) yield { operationEvents: one }
      }
    },
  })
  person = await openCommandLine(server.url)
})
afterEach(async () => {
  await server.stop()
  await person.remove()
})

const watched = () => server.asked.filter(({ name }) => name === 'OperationEvents')

test('without a terminal every begin and end is a line, and the exit code says how it ended', async () => {
  const { code, stdout } = await person.run(['operation', 'watch', operationId])
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n')).toEqual([
    `create demo: operation ${operationId} by admin`,
    '[       1 s] reach on cp-1: began',
    '[       3 s] reach on cp-1: changed (2 s)',
    '[       4 s] verify on cluster: began',
    '[      30 s] verify on cluster: already so (26 s)',
    'create demo: succeeded, 31 s, expected about 34 s',
  ])
})

test('after a dropped connection it goes on from the last event: nothing is missed, nothing is said twice', async () => {
  events = [...story.slice(0, 2), 'drop', ...story.slice(2)]
  const { code, stdout } = await person.run(['operation', 'watch', operationId])
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /changed \(2 s\)\n.*connection lost.*\n.*connected again\n.*verify on cluster: began/,
  )
  expect(stdout.match(/reach on cp-1: changed/g)).toHaveLength(1)
  expect(watched().map(({ variables }) => variables.after)).toEqual(['0', '2'])
})

test('a stream that a stopping server completes is opened again', async () => {
  const rest = story.slice(2)
  events = story.slice(0, 2)
  server.answers.operation = () => {
    if (watched().length > 0) events = rest
    return watched().length > 0 ? { ...operation, cursor: '2' } : operation
  }
  const { code, stdout } = await person.run(['operation', 'watch', operationId])
  expect(code).toBe(0)
  expect(stdout).toMatch(/create demo: succeeded/)
  expect(watched()).toHaveLength(2)
})

test('a failed operation ends the watch with its own exit code; host, task and log are named', async () => {
  const failed = cell('join-workers', 'worker-2', { ended: 8, state: 'FAILED', failure: unreachable })
  events = [event(1, failed), event(2, null, { state: 'FAILED', endedAt: at(9), failure: unreachable })]
  const { code, stdout, stderr } = await person.run(['operation', 'watch', operationId])
  expect(code).toBe(8)
  expect(stdout).toMatch(/join-workers on worker-2: FAILED[^]*task: Ask kubeadm to join[^]*--target worker-2/)
  expect(stderr).toMatch(new RegExp(`slipway operation show ${operationId}`))
})

test('for programs every event is a line of JSON', async () => {
  const { stdout } = await person.run(['operation', 'watch', operationId, '--json'])
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchEvent)
  expect(lines.map(({ kind }) => kind)).toEqual(['seen', ...story.map(() => 'happened')])
  expect(lines.at(-1)).toEqual({ kind: 'happened', event: succeeded })
})

test('on a terminal the steps are drawn in place, and the last drawing stays', async () => {
  const { code, shown: drawn } = await person.type(['operation', 'watch', operationId])
  expect(code).toBe(0)
  const last = stripVTControlCharacters(drawn.slice(drawn.lastIndexOf('\x1b[?7l')))
  expect(last).toContain('create demo: succeeded, 31 s, expected about 34 s')
  expect(last).toMatch(/^reach +✓ 2s/m)
  expect(last).toMatch(/^verify +.*= 26s/m)
  expect(drawn).toContain('\x1b[?25h') // the cursor is back
})

test('who stops watching stops nothing else, and is told how to watch again', async () => {
  server.answers.operationEvents = async function* () {
    yield { operationEvents: story[0] }
    await new Promise(() => undefined)
  }
  const child = spawn(program, ['operation', 'watch', operationId], { env: person.env })
  const ended = once(child, 'close')
  child.stdout.once('data', () => undefined)
  for await (const chunk of child.stdout) if (String(chunk).includes('began')) break
  child.kill('SIGINT')
  const said = await text(child.stderr)
  expect(await ended).toEqual([130, null])
  expect(said).toBe(
    `no longer watched; it goes on. To watch it again: slipway operation watch ${operationId}\n`,
  )
})

test('a cluster’s name stands for its newest operation', async () => {
  expect((await person.run(['operation', 'show', 'demo'])).stdout).toMatch(/^create demo: running/)
  const unknown = await person.run(['operation', 'show', 'nowhere'])
  expect(unknown).toMatchObject({ code: 3 })
  expect(unknown.stderr).toMatch(/no cluster nowhere[^]*slipway cluster list/)
})

test('operations are a table for people and JSON for scripts', async () => {
  const { stdout } = await person.run(['operation', 'list', '--cluster', 'demo', '--limit', '5'])
  expect(stdout).toMatch(
    /^ID +VERB +CLUSTER +STATE[^]*create +demo +running +2026-11-21 14:00:00Z +- +admin\n$/,
  )
  expect(server.asked.at(-1)?.variables).toMatchObject({ cluster: 'k1', first: 5 })
  expect(JSON.parse((await person.run(['operation', 'list', '--json'])).stdout)).toMatchObject([
    { id: operationId },
  ])
})

test('a log goes on after a dropped connection from its last line, and steers no terminal', async () => {
  const asked: unknown[] = []
  const line = (seq: number, said: string) =>
    `id: ${seq}\ndata: ${JSON.stringify({ seq, at: at(seq), step: 'reach', target: 'cluster', text: said })}\n\n`
  server.logs = (request, response) => {
    asked.push([request.url, request.headers['last-event-id'], request.headers.authorization !== undefined])
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    if (asked.length === 1) {
      response.write(line(1, '\x1b[31mred\x1b[0m\x07'))
      response.write(line(2, 'two'), () => response.destroy())
    } else response.end(`${line(3, 'three')}event: end\ndata:\n\n`)
  }
  const { code, stdout } = await person.run([
    'operation',
    'logs',
    operationId,
    '--step',
    'verify',
    '--follow',
  ])
  expect(code).toBe(0)
  expect(stdout).toBe('reach cluster | red\nreach cluster | two\nreach cluster | three\n')
  const url = `/operations/${operationId}/log?follow=true&step=verify`
  expect(asked).toEqual([
    [url, undefined, true],
    [url, '2', true],
  ])
})

test('a step or target that the operation does not have is refused before anything is fetched', async () => {
  expect(await person.run(['operation', 'logs', operationId, '--step', 'nothing'])).toMatchObject({ code: 3 })
  expect(await person.run(['operation', 'logs', operationId, '--target', 'nobody'])).toMatchObject({
    code: 3,
  })
})

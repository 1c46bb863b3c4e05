import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cancelRun, clearLost, followRun, runFolder, runState, startRun, type RunFolder } from './index.ts'
import { readProcess } from './folder.ts'
import { isAlive, processesOf } from './process.ts'

let folder: RunFolder
beforeEach(async () => {
  folder = runFolder(await mkdtemp(join(tmpdir(), 'slipway-run-')))
})
afterEach(async () => {
  await clearLost(folder)
  await rm(folder.path, { recursive: true })
})

const start = (script: string, given = '') =>
  startRun(folder, {
    python: 'python3',
    argv: ['sh', '-c', script],
    env: { PATH: process.env.PATH ?? '' },
    given,
  })

const follow = async (onLine: (line: string) => void = () => undefined) =>
  followRun(folder, {
    detach: new AbortController().signal,
    onLines: async (lines) => lines.forEach(onLine),
  })

test('keeps a program’s output and exit code', async () => {
  await start('echo out; echo err >&2; exit 7')
  expect(await follow()).toEqual({ code: 7, cancelled: false })
  expect(await readFile(folder.output, 'utf8')).toBe('out\nerr\n')
})

test('gives the program its text by a descriptor, however long, and leaves it in no file', async () => {
  const given = 'secret '.repeat(100_000)
  await start('cat <&3 | cksum > "$SLIPWAY_RUN/sum"; cat <&3 | wc -c', given)
  await follow()
  expect((await readFile(join(folder.path, 'sum'), 'utf8')).split(' ')[1]?.trim()).toBe(String(given.length))
  for (const name of await readdir(folder.path))
    expect(await readFile(join(folder.path, name), 'utf8')).not.toContain('secret')
})

test('tells lines as they come, and all of them', async () => {
  await start(
    'for i in 1 2 3; do echo "$i" >> "$SLIPWAY_RUN/events.jsonl"; done; printf half >> "$SLIPWAY_RUN/events.jsonl"',
  )
  const seen: string[] = []
  await follow((line) => seen.push(line))
  expect(seen).toEqual(['1', '2', '3'])
})

test('ends a program that minds SIGINT, with all that it started', async () => {
  await start('echo up >> "$SLIPWAY_RUN/events.jsonl"; setsid sleep 1000 & sleep 1000')
  const exit = await follow(() => void cancelRun(folder))
  expect(exit).toEqual({ code: -2, cancelled: true })
  expect(await processesOf(folder.path)).toEqual([])
})

test('ends a program that does not mind it', async () => {
  await start('trap "" INT TERM; echo up >> "$SLIPWAY_RUN/events.jsonl"; while :; do sleep 1; done')
  const exit = await follow(() => void cancelRun(folder))
  expect(exit).toEqual({ code: -9, cancelled: true })
})

test('a program whose supervising process is killed ends too, and its run is lost', async () => {
  await start('echo up >> "$SLIPWAY_RUN/events.jsonl"; exec sleep 1000')
  const { pid = 0 } = (await readProcess(folder)) ?? {}
  expect(await follow(() => process.kill(pid, 'SIGKILL'))).toBe('lost')
  await clearLost(folder)
  expect(await processesOf(folder.path)).toEqual([])
})

test('a run that never got under way is lost', async () => {
  expect(await runState(folder)).toBe('lost')
})

test('a pid that was given out again is another process', async () => {
  await start('exec sleep 1000')
  const supervisor = await readProcess(folder)
  expect(supervisor && (await isAlive(supervisor))).toBe(true)
  expect(await isAlive({ pid: supervisor?.pid ?? 0, start: (supervisor?.start ?? 0) - 1 })).toBe(false)
  await writeFile(folder.process, JSON.stringify({ ...supervisor, start: 1 }))
  expect(await runState(folder)).toBe('lost')
  process.kill(supervisor?.pid ?? 0, 'SIGTERM')
})

test('a supervising process that cannot start is a refusal', async () => {
  const impossible = startRun(folder, { python: '/bin/false', argv: ['true'], env: {}, given: '' })
  await expect(impossible).rejects.toMatchObject({ code: 'run/NotStarted' })
})

test('leaves no scratch folder', async () => {
  await start('echo "$TMPDIR" >> "$SLIPWAY_RUN/events.jsonl"; touch "$TMPDIR/left"')
  let scratch = ''
  await follow((line) => (scratch = line))
  expect(scratch).toContain('slipway-')
  await expect(readdir(scratch)).rejects.toThrow('ENOENT')
})

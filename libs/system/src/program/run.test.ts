import { expect, test } from 'vitest'
import { run } from './run.ts'

test('a failed program is reported with its command, its outcome and its last lines', async () => {
  await expect(run(['sh', '-c', 'echo no such bridge >&2; exit 3'])).rejects.toMatchObject({
    code: 'program/ProgramFailed',
    data: { outcome: 'exit code 3', lastLines: 'no such bridge', command: expect.stringContaining('sh -c') },
  })
})

test('a missing program is named', async () => {
  await expect(run(['no-such-program'])).rejects.toMatchObject({
    code: 'program/ProgramMissing',
    data: { program: 'no-such-program' },
  })
})

test('arguments reach the program as they are, never read by a shell', async () => {
  expect((await run(['printf', '%s', '$(id); `id`'])).stdout).toBe('$(id); `id`')
})

test('lines are seen as they come', async () => {
  const lines: string[] = []
  await run(['sh', '-c', 'echo one; echo two'], { onLine: (line) => lines.push(line) })
  expect(lines).toEqual(['one', 'two'])
})

test('a program that takes too long is ended and said to have taken too long', async () => {
  await expect(run(['sleep', '60'], { timeoutSeconds: 0.05 })).rejects.toMatchObject({
    data: { outcome: 'it took longer than it may' },
  })
})

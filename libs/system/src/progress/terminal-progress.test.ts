import { expect, test } from 'vitest'
import { withProgress } from './progress.ts'
import { terminalProgress } from './terminal-progress.ts'

const shown = () => {
  const lines: string[] = []
  let clock = 0
  const output = { write: (text: string) => lines.push(text.trimEnd()) } as unknown as NodeJS.WriteStream
  return {
    lines,
    progress: terminalProgress(output, () => clock),
    pass: (seconds: number) => (clock += seconds * 1000),
  }
}

test('each piece of work is shown with the time since the beginning and its own', async () => {
  const { lines, progress, pass } = shown()
  pass(5)
  await withProgress(
    progress,
    'build kube',
    async () => pass(70),
    () => '156 MB',
  )
  expect(lines).toEqual([
    '[       5 s] start  build kube',
    '[1 min 15 s] done   build kube (1 min 10 s): 156 MB',
  ])
})

test('a piece of work that fails is shown as failed, and its error goes on', async () => {
  const { lines, progress } = shown()
  await expect(
    withProgress(progress, 'build kube', () => Promise.reject(new Error('no Go'))),
  ).rejects.toThrow('no Go')
  expect(lines.at(-1)).toContain('FAILED build kube')
})

import { DeterminismViolationError } from '@temporalio/workflow'
import { Worker } from '@temporalio/worker'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { workflowCode } from './testing/engine.ts'
import { fromJson, historyPath, type History } from './testing/history.ts'

const recorded = async (): Promise<string> => readFile(historyPath, 'utf8')
const replay = async (history: History): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: await workflowCode() }, history, 'operation/recorded')

test('an operation that began under an earlier release goes on under this one', async () => {
  await replay(fromJson(await recorded()))
})

test('a history that the engine would not have made is noticed', async () => {
  const other = (await recorded()).replaceAll('"kubernetes"', '"platform"')
  await expect(replay(fromJson(other))).rejects.toThrow(DeterminismViolationError)
})

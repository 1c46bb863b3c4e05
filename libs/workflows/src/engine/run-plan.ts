import type { Failure } from '@slipway/domain'
import {
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import { records } from './activities.ts'
import { laneProgressSignal, type Lane, type LaneProgress } from './contract.ts'
import { calledOffResults, laneResults } from './lane-results.ts'
import { openSchedule, type Retry, type Schedule } from './schedule.ts'

/**
 * Runs the plan of an operation from where the ledger says it stands. Gives the failure that keeps it from its end,
 * once all that does not depend on it is finished. Cancelled, it rejects when every tool has let go.
 */
export const runPlan = async (operationId: string): Promise<Failure | undefined> => {
  const running = new Map<Lane, { scope: CancellationScope; ended: Promise<void> }>()
  const calledOff = new Set<Lane>()
  let schedule: Schedule | undefined
  let changed = false
  let broken: unknown
  setHandler(defineSignal<[LaneProgress]>(laneProgressSignal), ({ results }) => {
    schedule?.advance(results, running.keys())
    changed = true
  })
  const progress = await records.openOperation(operationId)
  const opened = (schedule = openSchedule(operationId, progress))

  /** Whatever ends in the background wakes the loop; a cancellation reaches the loop by itself. */
  const inBackground = (work: Promise<void>): Promise<void> =>
    work
      .catch((error: unknown) => {
        if (!isCancellation(error)) broken = error
      })
      .finally(() => {
        changed = true
      })
  const retryLater = async (retry: Retry): Promise<void> => {
    await sleep(retry.seconds * 1000)
    opened.again(retry)
  }
  const runOne = async (lane: Lane, scope: CancellationScope): Promise<void> => {
    const results = await scope
      .run(() => laneResults(progress.plan, lane))
      .catch((error: unknown) => {
        if (calledOff.has(lane)) return calledOffResults(lane)
        throw error
      })
      .finally(() => running.delete(lane))
    for (const retry of opened.end(lane, results)) void inBackground(retryLater(retry))
  }
  const begin = (lane: Lane): void => {
    const scope = new CancellationScope()
    running.set(lane, { scope, ended: inBackground(runOne(lane, scope)) })
  }
  const callOff = (lane: Lane): void => {
    calledOff.add(lane)
    running.get(lane)?.scope.cancel()
  }

  try {
    for (;;) {
      changed = false
      // a lane cannot outlive the run that started it: none starts until the next run takes over
      const handsOver = workflowInfo().continueAsNewSuggested
      if (!handsOver) opened.take().forEach(begin)
      opened.inVain(running.keys()).forEach(callOff)
      setCurrentDetails(opened.describe())
      if (running.size === 0 && !opened.hasMore()) break
      if (running.size === 0 && handsOver) await continueAsNew<(id: string) => Promise<void>>(operationId)
      await condition(() => changed)
      if (broken !== undefined) throw broken as Error
    }
  } finally {
    await CancellationScope.nonCancellable(() => Promise.all([...running.values()].map(({ ended }) => ended)))
  }
  if (opened.isFinished()) return undefined
  return opened.failure() ?? { code: 'run/Unexpected', data: { message: 'nothing of the plan can begin' } }
}

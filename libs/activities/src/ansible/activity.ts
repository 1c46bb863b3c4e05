import type { StepResult } from '@slipway/domain'
import { cells, everything, finishedPairs, type Database } from '@slipway/persistence'
import { withLock } from '@slipway/system'
import { join } from 'node:path'
import type { EngineActivities, Lane } from '@slipway/workflows'
import { attentionOfActivity, type Attention } from './attention.ts'
import { beginRun } from './begin-run.ts'
import { ansibleProgram } from './command.ts'
import type { AnsibleDependencies } from './dependencies.ts'
import { endForeignRuns } from './end-foreign.ts'
import { close, endAll, followToEnd, lastOutput, type RunResults } from './follow-lane.ts'
import { makeTeller } from './progress.ts'
import { folderOfOperation, openRuns, pruneRuns, type Run } from './runs.ts'
import { planOf, remaining } from './work.ts'

const heartbeatMilliseconds = 1000

/** The activity that runs a lane's roles on its hosts: one run of Ansible, which outlives this process. */
export const ansibleActivity = (dependencies: AnsibleDependencies): Pick<EngineActivities, 'ansible'> => ({
  ansible: async (lane) => {
    const attention = (dependencies.attention ?? attentionOfActivity)()
    const heart = setInterval(() => attention.heartbeat(), heartbeatMilliseconds)
    const teller = makeTeller(lane, (progress) => dependencies.signal(lane.operationId, progress))
    const onResults = (results: readonly StepResult[]): void =>
      teller.add(results.filter((result) => isOf(lane, result)))
    try {
      return await runLane(dependencies, lane, attention, onResults)
    } finally {
      clearInterval(heart)
      teller.close()
    }
  },
})

const isOf = ({ steps, targets }: Lane, { step, target }: StepResult): boolean =>
  steps.includes(step) && targets.includes(target)

const runLane = async (
  dependencies: AnsibleDependencies,
  lane: Lane,
  attention: Attention,
  onResults: (results: readonly StepResult[]) => void,
): Promise<StepResult[]> => {
  const { database, runs } = dependencies
  const plan = await planOf(database, lane.operationId)
  // outside of the lock below, which is short: the first time it installs
  await ansibleProgram(dependencies.playbooks(plan.pins.playbooks))
  await endForeignRuns(runs, lane, attention)
  await pruneRuns(runs)
  const failed: StepResult[] = []
  const follow = (run: Run): Promise<RunResults> =>
    followToEnd(database, lane.operationId, run, attention, onResults)

  for (;;) {
    // an earlier attempt of this activity may still be about to start a run, so both look and start under the lock
    const next = await withLock(join(folderOfOperation(runs, lane.operationId), 'lock'), async () => {
      const [open] = await openRuns(runs, lane)
      if (open) return { run: open, own: false }
      const finished = await finishedPairs(database.fork(everything), lane.operationId)
      const left = remaining(lane, finished)
      for (const { target } of failed) left.delete(target)
      return left.size === 0 ? undefined : { run: await beginRun(dependencies, plan, lane, left), own: true }
    })
    if (!next) break
    const told = await follow(next.run)
    const ends = await endUnended(database, lane, next.run, told, next.own)
    await close(next.run)
    onResults(ends)
    failed.push(
      ...[...told.results, ...ends].filter((result) => result.outcome === 'failed' && isOf(lane, result)),
    )
  }
  return [...(await finishedResults(database, lane)), ...failed]
}

/**
 * A host that a run left neither finished nor failed: of a run that was lost before this activity, it is done again; else
 * it has failed, and the engine decides.
 */
const endUnended = async (
  database: Database,
  { operationId }: Lane,
  run: Run,
  { how, unended, results }: RunResults,
  own: boolean,
): Promise<StepResult[]> => {
  if (how === 'lost' && !own) return []
  const { steps, hosts } = run.description
  const targets = Object.values(hosts).map(({ id }) => id)
  const left = remaining({ steps, targets }, await finishedPairs(database.fork(everything), operationId))
  for (const { target, outcome } of results) if (outcome === 'failed') left.delete(target)
  const stuck = new Map([...left].map(([target, [step = '']]) => [target, unended.get(target) ?? step]))
  if (stuck.size === 0) return []
  const failure =
    how === 'lost'
      ? { code: 'run/Lost', data: {} }
      : { code: 'run/Unexpected', data: { message: await lastOutput(run, how) } }
  return endAll(database, { operation: operationId, run: run.name, hosts }, stuck, failure)
}

/** What the ledger has of the lane as finished, whichever run did it. */
const finishedResults = async (database: Database, lane: Lane): Promise<StepResult[]> => {
  const all = await cells(database.fork(everything), lane.operationId)
  return all.flatMap(({ step, target, state }) =>
    state !== 'running' && state !== 'failed' && isOf(lane, { step, target, outcome: state })
      ? [{ step, target, outcome: state }]
      : [],
  )
}

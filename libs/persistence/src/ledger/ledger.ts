import type { EntityManager } from '@mikro-orm/postgresql'
import { isFinished, type Failure, type Outcome } from '@slipway/domain'

/** One step on one target. `run` names the run of a program that did it, so that its events can be told again. */
export interface Pair {
  operation: string
  step: string
  target: string
  run?: string | undefined
  /** When it happened; none: now. */
  at?: Date | undefined
}

export interface PairEnd extends Pair {
  outcome: Outcome
  failure?: Failure | undefined
  /** What the step gives to later ones, by name. */
  outputs?: Failure['data'] | undefined
}

interface Latest {
  attempt: number
  event: 'began' | 'ended'
  outcome: Outcome | null
}

/**
 * Writes that a step begins on a target, and gives the attempt's number, from 1. Repeatable: an attempt that runs is
 * the one that is given; so is the attempt of a run that is named, and one that has finished.
 */
export const begin = (em: EntityManager, pair: Pair): Promise<number> =>
  em.transactional(async (tx) => {
    await lock(tx, pair.operation)
    const known = await attemptOfRun(tx, pair)
    if (known !== undefined) return known
    const latest = await latestOf(tx, pair)
    if (latest?.event === 'began' || (latest?.outcome && isFinished(latest.outcome))) return latest.attempt
    return insertBegan(tx, pair, (latest?.attempt ?? 0) + 1)
  })

/** Writes how it ended. Repeatable: the first end of an attempt, or of a run that is named, stands. */
export const end = (em: EntityManager, pair: PairEnd): Promise<void> =>
  em.transactional(async (tx) => {
    await lock(tx, pair.operation)
    const latest = await latestOf(tx, pair)
    const attempt = (await attemptOfRun(tx, pair)) ?? latest?.attempt ?? (await insertBegan(tx, pair, 1))
    await tx.execute(
      `insert into ledger (operation, step, target, run, attempt, event, outcome, failure, outputs, at)
       values (?, ?, ?, ?, ?, 'ended', ?, ?::jsonb, ?::jsonb,
         coalesce(?, clock_timestamp()))
       on conflict (operation, step, target, attempt, event) do nothing`,
      [
        pair.operation,
        pair.step,
        pair.target,
        pair.run ?? null,
        attempt,
        pair.outcome,
        pair.failure ? JSON.stringify(pair.failure) : null,
        pair.outputs ? JSON.stringify(pair.outputs) : null,
        pair.at ?? null,
      ],
    )
  })

/** The same lock as positions are given under: what was looked up here cannot change before the write. */
const lock = (tx: EntityManager, operation: string): Promise<unknown> =>
  tx.execute('select pg_advisory_xact_lock(1, hashtext(?))', [operation])

const insertBegan = async (tx: EntityManager, pair: Pair, attempt: number): Promise<number> => {
  await tx.execute(
    `insert into ledger (operation, step, target, run, attempt, event, at)
     values (?, ?, ?, ?, ?, 'began', coalesce(?, clock_timestamp()))`,
    [pair.operation, pair.step, pair.target, pair.run ?? null, attempt, pair.at ?? null],
  )
  return attempt
}

const attemptOfRun = async (tx: EntityManager, pair: Pair): Promise<number | undefined> => {
  if (pair.run === undefined) return undefined
  const rows = await tx.execute<{ attempt: number }[]>(
    `select attempt from ledger where operation = ? and step = ? and target = ? and run = ? limit 1`,
    [pair.operation, pair.step, pair.target, pair.run],
  )
  return rows[0]?.attempt
}

const latestOf = async (tx: EntityManager, pair: Pair): Promise<Latest | undefined> => {
  const rows = await tx.execute<Latest[]>(
    `select attempt, event, outcome from ledger where operation = ? and step = ? and target = ?
     order by seq desc limit 1`,
    [pair.operation, pair.step, pair.target],
  )
  return rows[0]
}

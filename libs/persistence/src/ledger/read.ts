import type { EntityManager } from '@mikro-orm/postgresql'
import type { Failure, Outcome } from '@slipway/domain'
import { arrayOf, operationInScope } from '../database/scope.ts'

/** The state of one step on one target: its last attempt. */
export interface Cell {
  operation: string
  step: string
  target: string
  attempt: number
  state: 'running' | Outcome
  beganAt: Date
  endedAt: Date | null
  failure: Failure | null
  /** The position of its last event. */
  seq: number
}

export interface LedgerEvent {
  /** Positions grow in the order in which events become visible within one operation. */
  seq: number
  operation: string
  step: string
  target: string
  attempt: number
  event: 'began' | 'ended'
  outcome: Outcome | null
  failure: Failure | null
  at: Date
}

/** What is finished: step → targets. With the plan it is the whole progress of an operation. */
export const finishedPairs = async (
  em: EntityManager,
  operation: string,
): Promise<Record<string, string[]>> => {
  const [scope, ...parameters] = operationInScope(em)
  const rows = await em.execute<{ step: string; targets: string[] }[]>(
    `select step, array_agg(distinct target) as targets from ledger
     where operation = ? and event = 'ended' and outcome <> 'failed' and ${scope} group by step`,
    [operation, ...parameters],
  )
  return Object.fromEntries(rows.map(({ step, targets }) => [step, targets]))
}

/** Every (step, target) of the operations that began, in the order of their first beginnings. */
export const cells = async (em: EntityManager, operations: string | readonly string[]): Promise<Cell[]> => {
  const [scope, ...parameters] = operationInScope(em)
  const rows = await em.execute<RawCell[]>(
    `select operation, step, target, attempt, max(seq) as seq, max(outcome) as outcome,
       min(at) as began_at, max(at) filter (where event = 'ended') as ended_at,
       (array_agg(failure) filter (where event = 'ended'))[1] as failure
     from (
       select *, max(attempt) over (partition by operation, step, target) as last,
         min(seq) over (partition by operation, step, target) as first
       from ledger where operation = any(?::uuid[]) and ${scope}
     ) as rows
     where attempt = last group by operation, step, target, attempt, first order by first`,
    [arrayOf([operations].flat()), ...parameters],
  )
  return rows.map(({ began_at, ended_at, outcome, seq, ...row }) => ({
    ...row,
    seq: Number(seq),
    state: outcome ?? 'running',
    beganAt: new Date(began_at),
    endedAt: ended_at === null ? null : new Date(ended_at),
  }))
}

interface RawCell extends Omit<Cell, 'state' | 'beganAt' | 'endedAt' | 'seq'> {
  seq: string
  outcome: Outcome | null
  began_at: string
  ended_at: string | null
}

/** What happened after a position, in order. */
export const eventsAfter = async (
  em: EntityManager,
  operation: string,
  seq: number,
  limit = 1000,
): Promise<LedgerEvent[]> => {
  const [scope, ...parameters] = operationInScope(em)
  const rows = await em.execute<(Omit<LedgerEvent, 'seq' | 'at'> & { seq: string; at: string })[]>(
    `select seq, operation, step, target, attempt, event, outcome, failure, at from ledger
     where operation = ? and seq > ? and ${scope} order by seq limit ?`,
    [operation, seq, ...parameters, limit],
  )
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: new Date(row.at) }))
}

/** The position of the newest event of each operation that has one. */
export const lastPositions = async (
  em: EntityManager,
  operations: readonly string[],
): Promise<Map<string, number>> => {
  const [scope, ...parameters] = operationInScope(em)
  const rows = await em.execute<{ operation: string; seq: string }[]>(
    `select operation, max(seq) as seq from ledger
     where operation = any(?::uuid[]) and ${scope} group by operation`,
    [arrayOf(operations), ...parameters],
  )
  return new Map(rows.map(({ operation, seq }) => [operation, Number(seq)]))
}

/** The position of the newest event; 0 where there is none. */
export const lastPosition = async (em: EntityManager, operation: string): Promise<number> =>
  (await lastPositions(em, [operation])).get(operation) ?? 0

/** What a finished step gave, by name. */
export const outputs = async (
  em: EntityManager,
  operation: string,
  step: string,
): Promise<Failure['data']> => {
  const [scope, ...parameters] = operationInScope(em)
  const rows = await em.execute<{ outputs: Failure['data'] }[]>(
    `select outputs from ledger
     where operation = ? and step = ? and outputs is not null and outcome <> 'failed' and ${scope} order by seq`,
    [operation, step, ...parameters],
  )
  return Object.assign({}, ...rows.map((row) => row.outputs)) as Failure['data']
}

/** Seconds that steps of a verb took on one target in the last operations that did something: the median by step. */
export const medianSeconds = async (em: EntityManager, verb: string): Promise<Record<string, number>> => {
  const [scope, ...parameters] = operationInScope(em, 'operation.id')
  const rows = await em.execute<{ step: string; seconds: string | number }[]>(
    `with recent as (
       select id from operation where verb = ? and ${scope} order by created_at desc limit 50
     )
     select ended.step, percentile_cont(0.5) within group (
       order by extract(epoch from ended.at - began.at)) as seconds
     from ledger ended
     join recent on recent.id = ended.operation
     join ledger began using (operation, step, target, attempt)
     where ended.event = 'ended' and ended.outcome = 'changed' and began.event = 'began'
     group by ended.step`,
    [verb, ...parameters],
  )
  return Object.fromEntries(rows.map(({ step, seconds }) => [step, Number(seconds)]))
}

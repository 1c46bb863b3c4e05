import type { EntityManager } from '@mikro-orm/postgresql'
import { operationInScope } from '../database/scope.ts'

export interface LogLineDraft {
  operation: string
  step: string
  /** A host's id, or `cluster`. */
  target: string
  /** The task that printed it. */
  task?: string | undefined
  text: string
  at?: Date | undefined
  /** The run that it comes from and its place there, so that lines read again are not written again. */
  run?: string | undefined
  position?: number | undefined
}

export interface LogLine {
  seq: number
  step: string
  target: string
  task: string | null
  text: string
  at: Date
}

/** Appends lines of one operation, in order. Text that PostgreSQL cannot hold (U+0000) is left out. */
export const appendLines = async (em: EntityManager, lines: readonly LogLineDraft[]): Promise<void> => {
  if (lines.length === 0) return
  const rows = lines.map((line) => ({ ...line, text: line.text.replaceAll('\0', '') }))
  await em.execute(
    `insert into log_line (operation, step, target, task, text, run, position, at)
     select operation, step, target, task, text, run, position, coalesce(at, clock_timestamp())
     from rows from (json_to_recordset(?::json) as (
       operation uuid, step text, target text, task text, text text, run text, position integer, at timestamptz
     )) with ordinality as line (operation, step, target, task, text, run, position, at, place)
     order by place
     on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

/** The lines of a cell after a position, in order; without a step or target, those of every one. */
export const linesAfter = async (
  em: EntityManager,
  { operation, step, target }: { operation: string; step?: string | undefined; target?: string | undefined },
  seq: number,
  limit = 1000,
): Promise<LogLine[]> => {
  const [scope, ...parameters] = operationInScope(em)
  const rows = await em.execute<(Omit<LogLine, 'seq' | 'at'> & { seq: string; at: string })[]>(
    `select seq, step, target, task, text, at from log_line
     where operation = ? and seq > ? and ${scope}
       and step = coalesce(?, step) and target = coalesce(?, target)
     order by seq limit ?`,
    [operation, seq, ...parameters, step ?? null, target ?? null, limit],
  )
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: new Date(row.at) }))
}

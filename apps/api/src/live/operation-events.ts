import { refuse } from '@slipway/domain'
import { eventsAfter, type EntityManager, type LedgerEvent } from '@slipway/persistence'
import type { Cell, Operation } from '../operations/types.ts'
import type { Parts } from '../parts.ts'
import { infoOf } from '../refusals/info.ts'
import { freshReaders, type Context } from '../web/context.ts'
import { known } from '../schema/id.ts'
import { endable } from './bell.ts'
import { isGiven } from '../schema/given.ts'

export interface EventOfOperation {
  cursor: string
  operation: Operation
  cell: Cell | null
}

/** How many events are read at once: what a slow reader has in memory here. */
const atOnce = 200

/** A position in a ledger or a log. Throws access/InputInvalid. */
export const positionOf = (cursor: string | null | undefined): number => {
  if (!isGiven(cursor) || cursor === '') return 0
  if (!/^\d{1,15}$/.test(cursor))
    throw refuse('invalid', 'access/InputInvalid', { field: 'after', reason: 'not a position' })
  return Number(cursor)
}

/**
 * Every event of an operation after the cursor, then as they come, then the operation as it ended. The reader follows
 * before it reads, and reads from its own position: nothing is left out and nothing comes twice.
 */
export const operationEvents = (
  parts: Pick<Parts, 'changes' | 'database'>,
  context: Context,
  id: string,
  after: number,
): AsyncIterableIterator<EventOfOperation, void> => {
  const { bell, end } = parts.changes.bell(
    (change) =>
      (change.kind === 'ledger' && change.operation === id) ||
      (change.kind === 'operation' && change.id === id),
  )
  const follow = async function* (): AsyncGenerator<EventOfOperation, void> {
    const beginnings = new Beginnings(id)
    let position = after
    try {
      do {
        for (;;) {
          context.readers = freshReaders(parts.database, context.caller)
          const { em } = context.readers
          // the operation first: when it has ended, all its events are there
          const operation = known('operation', id, await context.readers.operation(id))
          const events = await eventsAfter(em, id, position, atOnce)
          for (const event of events) {
            position = event.seq
            yield { cursor: String(position), operation, cell: await beginnings.cellOf(em, event) }
          }
          if (events.length === atOnce) continue
          if (operation.state === 'running') break
          yield { cursor: String(position), operation, cell: null }
          return
        }
      } while (await bell.wait())
    } finally {
      end()
    }
  }
  return endable(follow(), end)
}

/** When attempts began, for events that say only when they ended. */
class Beginnings {
  readonly #operation: string
  readonly #at = new Map<string, Date>()
  #complete = false

  constructor(operation: string) {
    this.#operation = operation
  }

  async cellOf(em: EntityManager, event: LedgerEvent): Promise<Cell> {
    const { step, target, attempt, at, outcome, failure } = event
    const key = [step, target, attempt].join(' ')
    const place = { step, target, attempt, failure: infoOf(failure) }
    if (outcome === null) {
      this.#at.set(key, at)
      return { ...place, state: 'running', beganAt: at, endedAt: null }
    }
    if (!this.#at.has(key)) await this.#readUpTo(em, event.seq)
    const beganAt = this.#at.get(key) ?? at
    this.#at.delete(key)
    return { ...place, state: outcome, beganAt, endedAt: at }
  }

  /** Once, for a reader that came in the middle. */
  async #readUpTo(em: EntityManager, position: number): Promise<void> {
    if (this.#complete) return
    this.#complete = true
    for (let from = 0; from < position;) {
      const events = await eventsAfter(em, this.#operation, from, 1000)
      for (const { step, target, attempt, event, at, seq } of events)
        if (event === 'began' && seq < position) this.#at.set([step, target, attempt].join(' '), at)
      from = events.at(-1)?.seq ?? position
    }
  }
}

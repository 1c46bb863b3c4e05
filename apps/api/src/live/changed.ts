import type { Parts } from '../parts.ts'
import { freshReaders, type Context } from '../web/context.ts'
import type { Readers } from '../web/readers.ts'
import { endable } from './bell.ts'
import { isGiven } from '../schema/given.ts'

type Kind = 'cluster' | 'operation' | 'host'
type RowOf<K extends Kind> = NonNullable<Awaited<ReturnType<Readers[K]>>>

/**
 * Rows of one kind as they are after each change, those alone that the caller may see. A reader that is slower than
 * the changes gets each row once, as it is then.
 */
export const changed = <K extends Kind>(
  parts: Pick<Parts, 'changes' | 'database'>,
  context: Context,
  kind: K,
  project: string | null | undefined,
): AsyncIterableIterator<RowOf<K>, void> => {
  const { bell, take, end } = parts.changes.mailbox(kind)
  const follow = async function* (): AsyncGenerator<RowOf<K>, void> {
    try {
      while (await bell.wait())
        for (const id of take()) {
          context.readers = freshReaders(parts.database, context.caller)
          const row = (await context.readers[kind](id)) as RowOf<K> | undefined
          if (row && (!isGiven(project) || row.project === project)) yield row
        }
    } finally {
      end()
    }
  }
  return endable(follow(), end)
}

/** The events of a subscription's field. */
export const under = <Name extends string, Value>(
  name: Name,
  events: AsyncIterableIterator<Value, void>,
): AsyncIterableIterator<Record<Name, Value>, void> => ({
  next: async () => {
    const { done, value } = await events.next()
    return done
      ? { done, value: undefined }
      : { done: false, value: { [name]: value } as Record<Name, Value> }
  },
  return: async () => {
    await events.return?.()
    return { done: true, value: undefined }
  },
  [Symbol.asyncIterator]() {
    return this
  },
})

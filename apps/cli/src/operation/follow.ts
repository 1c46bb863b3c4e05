import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../client/client.ts'
import { operationDocument, operationEventsDocument } from './documents.ts'
import { operationProblems } from './problems.ts'
import {
  initialState,
  isEnded,
  reduce,
  type OperationView,
  type WatchEvent,
  type WatchState,
} from './state.ts'

/** Told of every event with the state before and after it; the first has no state before. */
export type Watcher = (before: WatchState | undefined, after: WatchState, event: WatchEvent) => void

export const fetchOperation = async (client: Client, id: string): Promise<OperationView> => {
  const { operation } = await client.ask(operationDocument, { id })
  if (!operation) throw operationProblems.NoOperation({ operation: id })
  return operation
}

/**
 * Follows an operation from what is known to its end, over lost connections, and gives its last state. Throws
 * what `signal` is aborted with.
 */
export const followOperation = async (
  client: Client,
  id: string,
  watch: Watcher,
  signal?: AbortSignal,
): Promise<WatchState> => {
  const first = await fetchOperation(client, id)
  let state = initialState(first)
  watch(undefined, state, { kind: 'seen', operation: first })
  const apply = (event: WatchEvent) => {
    const before = state
    state = reduce(state, event)
    watch(before, state, event)
  }
  const listener = {
    lost: (reason: string) => apply({ kind: 'lost', at: client.now(), reason }),
    back: () => apply({ kind: 'back' }),
  }
  while (!isEnded(state)) {
    const events = client.events(
      operationEventsDocument,
      { operation: id, after: state.operation.cursor },
      {
        cursorOf: ({ operationEvents }) => operationEvents.cursor,
        listener,
        ...(signal && { signal }),
      },
    )
    for await (const { operationEvents: event } of events) apply({ kind: 'happened', event })
    if (isEnded(state)) break
    await sleep(settleTime, undefined, { ...(signal && { signal }) }) // a server that stops completes its streams
    apply({ kind: 'seen', operation: await fetchOperation(client, id) })
  }
  return state
}

const settleTime = 500

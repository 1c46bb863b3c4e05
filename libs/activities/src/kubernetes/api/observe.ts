import { Watch, type KubernetesObject } from '@kubernetes/client-node'
import { setTimeout as pause } from 'node:timers/promises'
import type { ClusterApi } from './open.ts'

/** Objects by `namespace/name`, or by name where they have no namespace. */
export type Objects<Kind extends KubernetesObject> = ReadonlyMap<string, Kind>

export interface Selection {
  fieldSelector?: string
  labelSelector?: string
}

const [firstPause, longestPause] = [100, 2000]

/**
 * What is there under a path of the API, as in /api/v1/nodes, and again after each change, for ever; several changes
 * at once are one. A connection that is lost is made again. Ends with the error of `signal` when that is aborted.
 */
export async function* observe<Kind extends KubernetesObject>(
  api: ClusterApi,
  path: string,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Objects<Kind>, never> {
  for (let wait = firstPause; ; wait = Math.min(wait * 2, longestPause)) {
    signal.throwIfAborted()
    try {
      for await (const objects of oneWatch<Kind>(api, path, selection, signal)) {
        wait = firstPause
        yield objects
      }
    } catch {
      // whatever kept it from watching, it is tried again: how long is for the signal to say
    }
    await pause(wait, undefined, { signal })
  }
}

/** The first value that is not undefined of what `look` makes of each state. */
export const until = async <Value, Result>(
  states: AsyncIterable<Value>,
  look: (value: Value) => Result | undefined | Promise<Result | undefined>,
): Promise<Result> => {
  for await (const state of states) {
    const result = await look(state)
    if (result !== undefined) return result
  }
  throw new Error('an observation does not end by itself')
}

/** The first events are what is there; a bookmark with this annotation says that they were all. */
const allThere = 'k8s.io/initial-events-end'

async function* oneWatch<Kind extends KubernetesObject>(
  { config }: ClusterApi,
  path: string,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Objects<Kind>> {
  const objects = new Map<string, Kind>()
  const state = { whole: false, changed: false, ended: false }
  let wake = Promise.withResolvers<void>()
  const take = (phase: string, object: Kind): void => {
    const { namespace, name = '', annotations } = object.metadata ?? {}
    const key = namespace === undefined ? name : `${namespace}/${name}`
    if (phase === 'BOOKMARK') state.whole ||= annotations?.[allThere] === 'true'
    else if (phase === 'ERROR') state.ended = true
    else if (phase === 'DELETED') objects.delete(key)
    else objects.set(key, object)
    state.changed ||= phase !== 'BOOKMARK' || annotations?.[allThere] === 'true'
    if (state.whole || state.ended) wake.resolve()
  }
  const query = {
    ...selection,
    sendInitialEvents: true,
    resourceVersionMatch: 'NotOlderThan',
    allowWatchBookmarks: true,
  }
  const connection = await new Watch(config).watch(path, query, take, () => {
    state.ended = true
    wake.resolve()
  })
  const abort = (): void => connection.abort()
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    for (;;) {
      await wake.promise
      wake = Promise.withResolvers()
      if (state.whole && state.changed) {
        state.changed = false
        yield new Map(objects)
      }
      if (state.ended) return
    }
  } finally {
    signal.removeEventListener('abort', abort)
    connection.abort()
  }
}

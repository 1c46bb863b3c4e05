import type { V1Pod } from '@kubernetes/client-node'
import { refuse } from '@slipway/domain'
import { ask, askFor } from '../api/ask.ts'
import { observe, until } from '../api/observe.ts'
import type { ClusterApi } from '../api/open.ts'
import { deadline } from '../deadline.ts'
import { probeLabel, probeName, probeNamespace } from './objects.ts'

const patienceSeconds = 120

/** Removes whatever a probe left, events too, and settles when it is gone. Throws `verify/ProbeRemains`. */
export const removeProbe = async (api: ClusterApi, outer: AbortSignal): Promise<void> => {
  const time = deadline(outer, patienceSeconds)
  const uids = new Set<string>()
  let remains: string[] = []
  try {
    const deleted = await deleteDaemonSet(api, time.signal)
    if (deleted !== undefined) uids.add(deleted)
    const path = `/api/v1/namespaces/${probeNamespace}/pods`
    await until(observe<V1Pod>(api, path, { labelSelector: probeLabel }, time.signal), (pods) => {
      for (const { metadata } of pods.values()) if (metadata?.uid) uids.add(metadata.uid)
      remains = [...pods.values()].map(
        ({ metadata, spec }) => `${metadata?.name ?? ''} on ${spec?.nodeName ?? '-'}`,
      )
      return pods.size === 0 || undefined
    })
    await deleteEvents(api, uids, time.signal)
  } catch (error) {
    if (!time.isOver()) throw error
    throw refuse('failed', 'verify/ProbeRemains', { pods: remains })
  } finally {
    time.abort()
  }
}

/** Its uid, if it was there. */
const deleteDaemonSet = async (api: ClusterApi, signal: AbortSignal): Promise<string | undefined> => {
  const place = { name: probeName, namespace: probeNamespace }
  const read = () => api.apps.readNamespacedDaemonSet(place)
  const there = await askFor(api, `read DaemonSet ${probeName}`, read, { signal })
  if (!there) return undefined
  const remove = () => api.apps.deleteNamespacedDaemonSet({ ...place, propagationPolicy: 'Background' })
  await askFor(api, `delete DaemonSet ${probeName}`, remove, { signal })
  return there.metadata?.uid
}

const deleteEvents = async (api: ClusterApi, uids: Iterable<string>, signal: AbortSignal): Promise<void> => {
  for (const uid of uids) {
    const selection = { namespace: probeNamespace, fieldSelector: `involvedObject.uid=${uid}` }
    const remove = () => api.core.deleteCollectionNamespacedEvent(selection)
    await ask(api, 'delete the events of the check', remove, { signal })
  }
}

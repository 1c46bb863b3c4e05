import { PatchStrategy, type KubernetesObject } from '@kubernetes/client-node'
import { ask, askFor, type Patience } from '../api/ask.ts'
import type { ClusterApi } from '../api/open.ts'

/** Whose fields they are that Slipway sets. */
export const fieldManager = 'slipway'

type Header = Parameters<ClusterApi['objects']['read']>[0]

/** Server-side apply: the API merges it with what others set. Whether that changed anything. */
export const apply = async (
  api: ClusterApi,
  object: KubernetesObject,
  patience: Patience,
): Promise<boolean> => {
  const name = describe(object)
  const before = await askFor(api, `read ${name}`, () => api.objects.read(object as Header), patience)
  const after = await ask(
    api,
    `apply ${name}`,
    () => api.objects.patch(object, undefined, undefined, fieldManager, true, PatchStrategy.ServerSideApply),
    patience,
  )
  return before === undefined || stamp(before) !== stamp(after)
}

export const describe = ({ kind = '', metadata }: KubernetesObject): string =>
  `${kind} ${metadata?.name ?? ''}`

/** Of objects that count them, the generation: it does not grow with their status. */
const stamp = ({ metadata }: KubernetesObject): string =>
  String(metadata?.generation ?? metadata?.resourceVersion)

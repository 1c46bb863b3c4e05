import type { KubernetesObject } from '@kubernetes/client-node'
import { refuse } from '@slipway/domain'
import type { Action } from '../lane/work.ts'
import { openCluster } from './api/open.ts'
import { apply, describe } from './objects/apply.ts'
import { corednsReadiness } from './objects/coredns.ts'
import { flannelObjects } from './objects/flannel.ts'
import { variablesOf } from './variables.ts'

/** Applies Flannel as the pinned bundle has it, and how CoreDNS is asked whether it is ready. */
export const applyNetwork: Action = async ({ deps, plan, say, signal }) => {
  const pin = plan.pins.bundle
  if (!pin) throw refuse('invalid', 'verify/ManifestMissing', { version: '', name: 'flannel.yaml' })
  const [api, manifest] = await Promise.all([
    openCluster(deps, plan.cluster),
    deps.bundles.file(pin, 'flannel.yaml'),
  ])
  const applied = async (object: KubernetesObject): Promise<boolean> => {
    const changed = await apply(api, object, { signal })
    say(`${describe(object)}: ${changed ? 'applied' : 'as it should be'}`)
    return changed
  }
  const objects = flannelObjects(manifest, variablesOf(plan))
  const isNamespace = ({ kind }: KubernetesObject): boolean => kind === 'Namespace'
  const all = async (some: KubernetesObject[]): Promise<boolean[]> => Promise.all(some.map(applied))
  const changes = await Promise.all([
    all([corednsReadiness]),
    all(objects.filter(isNamespace)).then(async (first) => [
      ...first,
      ...(await all(objects.filter((object) => !isNamespace(object)))),
    ]),
  ])
  return { outcome: changes.flat().includes(true) ? 'changed' : 'same' }
}

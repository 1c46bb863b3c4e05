import { refuse } from '@slipway/domain'
import { findHosts, type EntityManager, type Host } from '@slipway/persistence'
import type { CreateInput } from '@slipway/workflows'
import { pinPlaybooks } from '../pins/playbooks.ts'
import type { Platform } from '../platform.ts'
import { hostsForPlan } from './hosts-for-plan.ts'
import type { CreateRequest } from './request.ts'

/** Everything that the plan of a create is made from. Throws what keeps a plan from being made at all. */
export const factsForCreate = async (
  platform: Platform,
  em: EntityManager,
  { project, spec }: CreateRequest,
  cluster: CreateInput['cluster'],
): Promise<CreateInput> => {
  const bundle = await platform.bundles.find(spec.kubernetesVersion)
  if (!bundle)
    throw refuse('unavailable', 'operation/BundleMissing', {
      version: spec.kubernetesVersion,
      versions: await platform.bundles.versions(),
    })
  const hosts = await hostsInOrder(em, project, [...spec.controlPlanes, ...spec.workers])
  return {
    cluster,
    spec,
    hosts: await hostsForPlan(em, hosts),
    bundle,
    playbooks: await pinPlaybooks(platform),
  }
}

const hostsInOrder = async (em: EntityManager, project: string, ids: readonly string[]): Promise<Host[]> => {
  const found = new Map((await findHosts(em, ids)).map((host) => [host.id, host]))
  const missing = ids.filter((id) => found.get(id)?.project !== project)
  if (missing.length > 0) throw refuse('not-found', 'operation/HostUnknown', { hosts: missing })
  const hosts = ids.map((id) => found.get(id) as Host)
  const twice = hosts.find((host, place) => hosts.indexOf(host) !== place)
  if (twice) throw refuse('invalid', 'operation/HostTwice', { host: twice.name })
  return hosts
}

import { apiPort, definePlan, endpointName, localApi, type Plan } from '@slipway/domain'
import { bundleVariables } from '../bundle-variables.ts'
import type { HostForPlan } from '../host.ts'
import type { Planned } from '../planned.ts'
import type { CreateInput } from './contract.ts'
import { createFindings } from './preflight.ts'
import { createSteps } from './steps.ts'

/**
 * The plan of a new cluster and what stands in its way. The same input gives the same bytes; what changes by itself
 * (ages of facts, free memory, clocks) only makes findings. Throws an Error where the spec names a host that `hosts`
 * does not describe.
 */
export const planCreate = (input: CreateInput): Planned => ({
  plan: definePlan(draft(input)),
  findings: createFindings(input),
})

const draft = ({ cluster, spec, hosts, bundle, playbooks }: CreateInput): Omit<Plan, 'schema'> => {
  const byId = new Map(hosts.map((host) => [host.id, host]))
  const hostOf = (id: string): HostForPlan => {
    const host = byId.get(id)
    if (!host) throw new Error(`host ${id} is not described`)
    return host
  }
  const controlPlanes = distinct(spec.controlPlanes)
  const workers = distinct(spec.workers).filter((id) => !controlPlanes.includes(id))
  const all = [...controlPlanes, ...workers]
  return {
    verb: 'create',
    cluster: { id: cluster.id, name: cluster.name },
    pins: { bundle: { version: bundle.manifest.kubernetes, digest: bundle.digest }, playbooks },
    claim: 'exclusive',
    takesOver: false,
    joins: [
      ...controlPlanes.map((host) => ({ host, role: 'control-plane' as const })),
      ...workers.map((host) => ({ host, role: 'worker' as const })),
    ],
    hosts: Object.fromEntries(all.map(hostOf).map(({ id, name, address }) => [id, { name, address }])),
    groups: {
      hosts: all,
      'control-planes': controlPlanes,
      'first-control-plane': controlPlanes.slice(0, 1),
      workers,
    },
    variables: {
      cluster: {
        id: cluster.id,
        name: cluster.name,
        endpoint_name: endpointName(cluster.name),
        endpoint_port: localApi.port,
        api_port: apiPort,
        pod_network: spec.podNetwork,
        service_network: spec.serviceNetwork,
        dns_domain: 'cluster.local',
        proxy_mode: spec.proxyMode,
        api_names: spec.apiNames,
        control_planes: controlPlanes.map(hostOf).map(({ name, address }) => ({ name, address })),
      },
      bundle: { ...bundleVariables(bundle.manifest, bundle.digest) },
    },
    steps: createSteps({ withWorkers: workers.length > 0 }),
  }
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)]

import { ansible, definePlan, platform, step, type Finding } from '@slipway/domain'
import type { Planners } from '../plan/planners.ts'

/** What preflight finds from now on. */
export const findings: Finding[] = []

const pins = (playbooks: string) => ({ playbooks })
const usual = { verify: 'nothing-changed', undo: { impossible: 'nothing-changed' } } as const

/** Plans of two steps, from the same inputs as the release's. */
export const smallPlanners: Planners = {
  create: ({ cluster, spec, hosts, bundle, playbooks }) => ({
    findings: [...findings],
    plan: definePlan({
      verb: 'create',
      cluster,
      pins: { bundle: { version: spec.kubernetesVersion, digest: bundle.digest }, ...pins(playbooks) },
      claim: 'exclusive',
      takesOver: false,
      joins: hosts.map(({ id }) => ({
        host: id,
        role: spec.controlPlanes.includes(id) ? 'control-plane' : 'worker',
      })),
      hosts: Object.fromEntries(hosts.map(({ id, name, address }) => [id, { name, address }])),
      groups: { hosts: hosts.map(({ id }) => id) },
      variables: { pod_network: spec.podNetwork },
      steps: [
        step('reach', { on: 'hosts', run: ansible('reach'), ...usual }),
        step('record', { on: 'cluster', run: platform('record-cluster'), after: ['reach'], ...usual }),
      ],
    }),
  }),
  delete: ({ cluster, members, playbooks, takesOver, removePackages }) => ({
    findings: [],
    plan: definePlan({
      verb: 'delete',
      cluster,
      pins: pins(playbooks),
      claim: 'exclusive',
      takesOver,
      joins: [],
      hosts: Object.fromEntries(members.map(({ id, name, address }) => [id, { name, address }])),
      groups: { members: members.map(({ id }) => id) },
      variables: { remove_packages: removePackages },
      steps: [step('forget', { on: 'cluster', run: platform('forget-cluster'), ...usual })],
    }),
  }),
}

import { ansible, definePlan, endpointName, platform, step, type Finding, type Step } from '@slipway/domain'
import type { Planned } from '../planned.ts'
import type { DeleteInput } from './contract.ts'

/** The plan of a cluster's end, from any state: also of one that was never finished, or that has no members. */
export const planDelete = (input: DeleteInput): Planned => {
  const { cluster, members, playbooks, takesOver } = input
  const ids = members.map(({ id }) => id)
  const ofRole = (role: string): string[] => members.filter((one) => one.role === role).map(({ id }) => id)
  const plan = definePlan({
    verb: 'delete',
    cluster: { id: cluster.id, name: cluster.name },
    pins: { playbooks },
    claim: 'exclusive',
    takesOver,
    joins: [],
    hosts: Object.fromEntries(members.map(({ id, name, address }) => [id, { name, address }])),
    groups: { members: ids, 'control-planes': ofRole('control-plane'), workers: ofRole('worker') },
    variables: {
      cluster: { id: cluster.id, name: cluster.name, endpoint_name: endpointName(cluster.name) },
    },
    steps: deleteSteps(input),
  })
  return { plan, findings: members.flatMap((one) => findings(one, input)) }
}

const deleteSteps = ({ members, removePackages }: DeleteInput): Step[] => [
  ...(members.length === 0
    ? []
    : [
        step('reset-hosts', {
          on: 'members',
          run: ansible('reset-host', { remove_packages: removePackages }),
          disrupts: 'cluster',
          verify: 'host-is-as-it-was',
          undo: { impossible: 'cluster-is-gone' },
          skippable: true,
        }),
      ]),
  step('forget', {
    on: 'cluster',
    run: platform('forget-cluster'),
    after: members.length === 0 ? [] : ['reset-hosts'],
    verify: 'record-is-closed',
    undo: { impossible: 'cluster-is-gone' },
  }),
]

const findings = (host: DeleteInput['members'][number], { cluster, takesOver }: DeleteInput): Finding[] => {
  const data = { host: host.name }
  if (host.facts === null)
    return [{ severity: 'warning', code: 'preflight/NotSeenForReset', data, host: host.id }]
  if (host.cluster !== null && host.cluster.id !== cluster.id)
    return [
      {
        severity: 'blocker',
        code: 'preflight/InOtherCluster',
        data: { ...data, cluster: host.cluster.name },
        host: host.id,
      },
    ]
  if (host.openOperation !== null && !takesOver)
    return [
      {
        severity: 'blocker',
        code: 'preflight/HostBusy',
        data: { ...data, operation: host.openOperation },
        host: host.id,
      },
    ]
  return []
}

import type { Finding, HostFacts } from '@slipway/domain'
import type { HostForPlan } from '../../host.ts'
import type { CreateInput } from '../contract.ts'
import { blocker, gibibytes, warning } from './finding.ts'
import { isOwn } from './own.ts'
import { systemFindings } from './system.ts'

/** Facts older than this may no longer be true. */
const oldFactsSeconds = 24 * 3600
/**
 * kubeadm asks a control plane for 2 CPUs and 1,700 MB of memory. A worker's memory is what containerd, kubelet,
 * kube-proxy and Flannel were seen to take, with room for one pod.
 */
const needs = {
  'control-plane': { cpus: 2, memory: 1700 * 2 ** 20 },
  worker: { cpus: 1, memory: 700 * 2 ** 20 },
} as const
/** Programs and images of one version take 2 GiB; with logs and etcd it becomes tight below 10 GiB. */
const disk = { least: 3 * 2 ** 30, comfortable: 10 * 2 ** 30 }
/** Certificates are valid from the moment they are made: a clock behind the maker's refuses them. In seconds. */
const clockOffset = { harmful: 30, noticeable: 2 }
/** haproxy's, the kubelet's and kube-proxy's on every node; the rest where the control plane runs. */
const ports = {
  node: [6444, 10248, 10249, 10250, 10256],
  'control-plane': [2379, 2380, 2381, 6443, 10257, 10259],
} as const

/** What keeps one host from becoming a node. */
export const hostFindings = (host: HostForPlan, input: CreateInput): Finding[] => {
  const { facts } = host
  if (facts === null) return [...claims(host, input), blocker('NotSeen', {}, host)]
  const role = input.spec.controlPlanes.includes(host.id) ? 'control-plane' : 'worker'
  return [
    ...claims(host, input),
    ...(host.factsAgeSeconds > oldFactsSeconds
      ? [warning('FactsOld', { hours: Math.floor(host.factsAgeSeconds / 3600) }, host)]
      : []),
    ...systemFindings(host, facts, input),
    ...size(host, facts, role),
    ...disks(host, facts),
    ...clock(host, facts),
    ...(facts.addresses.some(({ address }) => address === host.address)
      ? []
      : [blocker('AddressNotOwn', { address: host.address }, host)]),
    ...(isOwn(host, input.cluster) ? [] : traces(host, facts, role)),
  ]
}

const claims = (host: HostForPlan, { cluster }: CreateInput): Finding[] => [
  ...(host.cluster !== null && !isOwn(host, cluster)
    ? [blocker('InOtherCluster', { cluster: host.cluster.name }, host)]
    : []),
  ...(host.openOperation === null ? [] : [blocker('HostBusy', { operation: host.openOperation }, host)]),
]

const size = (host: HostForPlan, { cpus, memory }: HostFacts, role: keyof typeof needs): Finding[] => [
  ...(cpus < needs[role].cpus ? [blocker('TooFewCpus', { has: cpus, needs: needs[role].cpus }, host)] : []),
  ...(memory.total < needs[role].memory
    ? [
        blocker(
          'TooLittleMemory',
          { has: gibibytes(memory.total), needs: gibibytes(needs[role].memory) },
          host,
        ),
      ]
    : []),
]

const disks = (host: HostForPlan, facts: HostFacts): Finding[] =>
  facts.disks.flatMap(({ path, free, readOnly }) => {
    if (readOnly) return [blocker('ReadOnly', { path }, host)]
    if (free >= disk.comfortable) return []
    const make = free < disk.least ? blocker : warning
    const enough = free < disk.least ? disk.least : disk.comfortable
    return [make('TooLittleDisk', { path, has: gibibytes(free), needs: gibibytes(enough) }, host)]
  })

const clock = (host: HostForPlan, { clock: { offset, synchronized } }: HostFacts): Finding[] => {
  const seconds = Math.round(Math.abs(offset))
  if (seconds > clockOffset.harmful) return [blocker('ClockOff', { seconds }, host)]
  if (seconds > clockOffset.noticeable) return [warning('ClockOff', { seconds }, host)]
  return synchronized === false ? [warning('ClockNotSynchronized', {}, host)] : []
}

const traces = (host: HostForPlan, facts: HostFacts, role: keyof typeof needs): Finding[] => {
  const wanted: readonly number[] = [...ports.node, ...(role === 'control-plane' ? ports[role] : [])]
  const taken = facts.ports.filter(({ port }) => wanted.includes(port))
  return [
    ...taken.map(({ port, process }) => blocker('PortTaken', { port, process: process ?? '?' }, host)),
    ...(facts.leftovers.length === 0 ? [] : [blocker('Leftovers', { leftovers: facts.leftovers }, host)]),
  ]
}

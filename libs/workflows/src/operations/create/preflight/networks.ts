import { overlap, type Finding } from '@slipway/domain'
import type { HostForPlan } from '../../host.ts'
import type { CreateInput } from '../contract.ts'
import { blocker } from './finding.ts'
import { isOwn } from './own.ts'

/** Of the pod network, what each node gets: kube-controller-manager's default. */
const nodeBits = 24
/** kube-apiserver takes no larger network for services; a smaller one than /28 has no room for what every cluster runs. */
const serviceBits = { fewest: 12, most: 28 }
const networkPattern = /^\d+(\.\d+){3}(\/\d+)?$/
/** Made by pod networks themselves; on a host that was freed they are leftovers, which have a finding of their own. */
const podInterfaces = /^(lo|cni|flannel|veth|cali|kube)/

/** Whether pods, services and hosts can tell each other's addresses apart, and whether there is room for every node. */
export const networkFindings = (input: CreateInput): Finding[] => {
  const { podNetwork, serviceNetwork, controlPlanes, workers } = input.spec
  const nodes = controlPlanes.length + workers.length
  const room = 2 ** (nodeBits - bitsOf(podNetwork))
  const bits = bitsOf(serviceNetwork)
  return [
    ...(overlap(podNetwork, serviceNetwork)
      ? [blocker('NetworksOverlap', { podNetwork, serviceNetwork })]
      : []),
    ...(room < nodes
      ? [blocker('PodNetworkTooSmall', { network: podNetwork, nodes, room: Math.floor(room) })]
      : []),
    ...(bits < serviceBits.fewest || bits > serviceBits.most
      ? [blocker('ServiceNetworkSize', { network: serviceNetwork, ...serviceBits })]
      : []),
    ...input.hosts.flatMap((host) => clashes(host, input)),
  ]
}

const clashes = (host: HostForPlan, { spec, cluster }: CreateInput): Finding[] =>
  [spec.podNetwork, spec.serviceNetwork].flatMap((network) => {
    const taken = [...networksOf(host, isOwn(host, cluster))].filter((other) => overlap(network, other))
    return taken.length === 0 ? [] : [blocker('NetworkInUse', { network, taken }, host)]
  })

/** Networks and addresses that a host needs as they are. */
const networksOf = ({ address, facts }: HostForPlan, own: boolean): Set<string> => {
  const interfaces = facts?.addresses.filter((one) => !podInterfaces.test(one.interface)) ?? []
  return new Set(
    [
      address,
      ...interfaces.map(({ network }) => network),
      // routes do not say whose they are: on a member of this very cluster they may be the cluster's
      ...(own ? [] : (facts?.routes ?? [])),
      ...(facts ? [facts.platformAddress] : []),
    ].filter((network) => networkPattern.test(network)),
  )
}

const bitsOf = (network: string): number => Number(network.split('/')[1] ?? 32)

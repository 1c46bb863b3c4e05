import {
  definePlan,
  type Artifact,
  type BundleManifest,
  type ClusterSpec,
  type HostFacts,
  type Plan,
  type Step,
} from '@slipway/domain'
import { clusterSpecSchema } from '@slipway/domain'
import type { CreateInput } from '../operations/create/contract.ts'
import type { HostForPlan } from '../operations/host.ts'

const sha = (seed: number): string => seed.toString(16).padStart(64, '0')

/** A distinct id for each number. */
export const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

const common = {
  version: '1.0.0',
  platform: 'linux/amd64',
  size: 1000,
  licence: 'Apache-2.0',
  source: 'sample',
} as const

/** A bundle that lacks nothing. */
export const sampleManifest = (): BundleManifest => {
  const binary = (component: string, ...names: string[]): Artifact[] =>
    names.map((name, index) => ({
      kind: 'binary',
      name,
      component,
      ...common,
      sha256: sha(index + name.length),
    }))
  const image = (name: string, version: string): Artifact => ({
    kind: 'image',
    name,
    ...common,
    version,
    sha256: sha(7),
  })
  return {
    schema: 1,
    kubernetes: '1.36.3',
    platform: 'linux/amd64',
    source: 'modules',
    operatingSystems: ['debian-12', 'rhel-9'],
    artifacts: [
      ...binary('kubernetes', 'kubeadm', 'kubelet', 'kubectl'),
      ...binary('containerd', 'containerd', 'containerd-shim-runc-v2', 'ctr'),
      ...binary('runc', 'runc'),
      ...binary('crictl', 'crictl'),
      ...binary('cni-plugins', 'bridge', 'host-local', 'loopback', 'portmap', 'flannel', 'vlan'),
      ...binary('platform', 'registry'),
      image('registry.k8s.io/kube-apiserver', 'v1.36.3'),
      image('registry.k8s.io/kube-controller-manager', 'v1.36.3'),
      image('registry.k8s.io/kube-scheduler', 'v1.36.3'),
      image('registry.k8s.io/kube-proxy', 'v1.36.3'),
      image('registry.k8s.io/etcd', '3.6.14-0'),
      image('registry.k8s.io/coredns/coredns', 'v1.14.2'),
      image('registry.k8s.io/pause', '3.10.2'),
      image('ghcr.io/flannel-io/flannel', 'v0.28.9'),
      { kind: 'manifest', name: 'flannel.yaml', ...common, sha256: sha(9) },
    ],
  }
}

/** A host in which preflight finds nothing to say. */
export const sampleFacts = (address: string, changes: Partial<HostFacts> = {}): HostFacts => ({
  os: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
  kernel: '6.1.0-28-amd64',
  architecture: 'x86_64',
  cpus: 4,
  memory: { total: 8 * 2 ** 30, available: 7 * 2 ** 30, swap: 0 },
  disks: [{ path: '/', size: 100 * 2 ** 30, free: 80 * 2 ** 30, readOnly: false }],
  cgroup: 2,
  clock: { offset: 0.01, synchronized: true },
  gpus: [],
  addresses: [
    { interface: 'lo', address: '127.0.0.1', network: '127.0.0.0/8' },
    { interface: 'eth0', address, network: '10.0.0.0/16' },
  ],
  routes: ['10.0.0.0/16'],
  platformAddress: '10.0.255.1',
  ports: [{ port: 22, process: 'sshd' }],
  leftovers: [],
  python: { path: '/usr/bin/python3', version: '3.11.2' },
  root: 'sudo',
  hostName: 'host',
  machineId: address,
  productId: `product-${address}`,
  systemd: true,
  ...changes,
})

export const sampleHost = (number: number, changes: Partial<HostForPlan> = {}): HostForPlan => {
  const address = `10.0.${Math.floor(number / 200)}.${(number % 200) + 1}`
  return {
    id: idOf(number),
    name: number === 0 ? 'cp-1' : `worker-${number}`,
    address,
    facts: sampleFacts(address),
    factsAgeSeconds: 60,
    cluster: null,
    openOperation: null,
    ...changes,
  }
}

/** One control plane and as many workers, in which preflight finds nothing to say. */
export const sampleInput = (workers = 2, spec: Partial<ClusterSpec> = {}): CreateInput => {
  const hosts = Array.from({ length: workers + 1 }, (_, number) => sampleHost(number))
  return {
    cluster: { id: idOf(0xc1), name: 'demo' },
    spec: clusterSpecSchema.parse({
      name: 'demo',
      kubernetesVersion: '1.36.3',
      controlPlanes: [idOf(0)],
      workers: hosts.slice(1).map(({ id }) => id),
      ...spec,
    }),
    hosts,
    bundle: { manifest: sampleManifest(), digest: sha(1) },
    playbooks: sha(2),
  }
}

/** A plan of these steps on as many hosts: groups `hosts` (all), `first` and `rest`. */
export const samplePlan = (hosts: number, steps: Step[]): Plan => {
  const ids = Array.from({ length: hosts }, (_, number) => idOf(number))
  return definePlan({
    verb: 'create',
    cluster: { id: idOf(0xc1), name: 'demo' },
    pins: { playbooks: sha(2) },
    claim: 'exclusive',
    takesOver: false,
    joins: [],
    hosts: Object.fromEntries(ids.map((id, number) => [id, { name: `host-${number}`, address: '10.0.0.1' }])),
    groups: { hosts: ids, first: ids.slice(0, 1), rest: ids.slice(1) },
    variables: {},
    steps,
  })
}

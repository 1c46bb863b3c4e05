import type { ClusterSpec, HostFacts } from '@slipway/domain'
import { words } from '@slipway/words'
import { expect, test } from 'vitest'
import { idOf, sampleFacts, sampleHost, sampleInput } from '../../testing/samples.ts'
import type { HostForPlan } from '../host.ts'
import type { CreateInput } from './contract.ts'
import { createFindings } from './preflight.ts'

const found = (input: CreateInput): string[] =>
  createFindings(input).map(({ severity, code }) => `${severity} ${code.replace('preflight/', '')}`)
const withSpec = (spec: Partial<ClusterSpec>, workers = 2): CreateInput => sampleInput(workers, spec)
/** The sample, its first worker changed. */
const withHost = (changes: Partial<HostForPlan>): CreateInput => {
  const input = sampleInput()
  return { ...input, hosts: input.hosts.map((host, index) => (index === 1 ? { ...host, ...changes } : host)) }
}
const withFacts = (facts: Partial<HostFacts>): CreateInput =>
  withHost({ facts: sampleFacts('10.0.0.2', facts) })
const gib = 2 ** 30

test('nothing is found where nothing is wrong', () => {
  expect(found(sampleInput())).toEqual([])
})

const cases: [rule: string, input: CreateInput, finding: string[]][] = [
  [
    'two control planes',
    { ...withSpec({ controlPlanes: [idOf(0), idOf(1)], workers: [idOf(2)] }) },
    ['blocker EvenControlPlanes'],
  ],
  [
    'three control planes, which come with a later release',
    withSpec({ controlPlanes: [idOf(0), idOf(1), idOf(2)], workers: [idOf(3)] }, 3),
    ['blocker ControlPlanesNotYet'],
  ],
  ['no worker', withSpec({}, 0), ['warning NoWorkers']],
  [
    'a bundle of another version',
    withSpec({ kubernetesVersion: '1.37.1' }),
    ['blocker BundleOfOtherVersion'],
  ],
  [
    'pod and service networks that overlap',
    withSpec({ serviceNetwork: '10.244.128.0/20' }),
    ['blocker NetworksOverlap'],
  ],
  [
    'a pod network with room for two nodes',
    withSpec({ podNetwork: '10.244.0.0/23' }),
    ['blocker PodNetworkTooSmall'],
  ],
  [
    'a pod network smaller than one node’s',
    withSpec({ podNetwork: '10.244.0.0/26' }),
    ['blocker PodNetworkTooSmall'],
  ],
  [
    'a service network that is too large',
    withSpec({ serviceNetwork: '172.0.0.0/8' }),
    ['blocker ServiceNetworkSize'],
  ],
  [
    'a service network that is too small',
    withSpec({ serviceNetwork: '10.96.0.0/30' }),
    ['blocker ServiceNetworkSize'],
  ],
  ['a host’s route into the pod network', withFacts({ routes: ['10.244.3.0/24'] }), ['blocker NetworkInUse']],
  [
    'a platform inside the service network',
    withFacts({ platformAddress: '10.96.0.20' }),
    ['blocker NetworkInUse'],
  ],
  [
    'a host’s interface in the service network',
    withFacts({
      addresses: [
        ...sampleFacts('10.0.0.2').addresses,
        { interface: 'eth1', address: '10.96.7.1', network: '10.96.7.0/24' },
      ],
    }),
    ['blocker NetworkInUse'],
  ],
  ['two hosts of one name', withHost({ name: 'cp-1' }), ['blocker DoubledName']],
  [
    'two hosts of one address',
    withHost({ address: '10.0.0.1', facts: sampleFacts('10.0.0.1', { machineId: 'm', productId: null }) }),
    ['blocker DoubledAddress'],
  ],
  ['two hosts of one machine id', withFacts({ machineId: '10.0.0.1' }), ['blocker DoubledMachineId']],
  ['two hosts of one product id', withFacts({ productId: 'product-10.0.0.1' }), ['warning DoubledProductId']],
  ['a host that was never seen', withHost({ facts: null }), ['blocker NotSeen']],
  ['a host not seen for a day', withHost({ factsAgeSeconds: 86_401 }), ['warning FactsOld']],
  [
    'a host of another cluster',
    withHost({ cluster: { id: idOf(0xc2), name: 'other' } }),
    ['blocker InOtherCluster'],
  ],
  ['a host that an operation holds', withHost({ openOperation: idOf(0x0b) }), ['blocker HostBusy']],
  ['an address that is not the host’s own', withHost({ address: '192.0.2.1' }), ['blocker AddressNotOwn']],
  [
    'an unknown system',
    withFacts({ os: { id: 'alpine', version: '3.20', name: 'Alpine' } }),
    ['blocker OsUnsupported'],
  ],
  ['another architecture', withFacts({ architecture: 'aarch64' }), ['blocker ArchitectureUnsupported']],
  ['CentOS 7’s kernel', withFacts({ kernel: '3.10.0-1160.el7.x86_64' }), ['blocker KernelTooOld']],
  ['a kernel too old for nftables', withFacts({ kernel: '5.4.0-1' }), ['blocker KernelTooOldForNftables']],
  ['cgroup version 1', withFacts({ cgroup: 1 }), ['warning CgroupV1']],
  ['swap', withFacts({ memory: { total: 8 * gib, available: gib, swap: gib } }), ['warning SwapOn']],
  ['no systemd', withFacts({ systemd: false }), ['blocker NoSystemd']],
  ['no Python', withFacts({ python: null }), ['blocker NoPython']],
  [
    'an old Python',
    withFacts({ python: { path: '/usr/bin/python3', version: '3.6.8' } }),
    ['blocker PythonTooOld'],
  ],
  ['a login that cannot become root', withFacts({ root: 'refused' }), ['blocker RootRefused']],
  ['sudo that asks for a password', withFacts({ root: 'password-needed' }), ['blocker SudoPasswordNeeded']],
  [
    'too little memory',
    withFacts({ memory: { total: gib / 2, available: 0, swap: 0 } }),
    ['blocker TooLittleMemory'],
  ],
  [
    'too little disk',
    withFacts({ disks: [{ path: '/var/lib', size: 4 * gib, free: gib, readOnly: false }] }),
    ['blocker TooLittleDisk'],
  ],
  [
    'little disk',
    withFacts({ disks: [{ path: '/', size: 8 * gib, free: 5 * gib, readOnly: false }] }),
    ['warning TooLittleDisk'],
  ],
  [
    'a read-only root',
    withFacts({ disks: [{ path: '/', size: 8 * gib, free: 80 * gib, readOnly: true }] }),
    ['blocker ReadOnly'],
  ],
  ['a clock minutes off', withFacts({ clock: { offset: -300, synchronized: true } }), ['blocker ClockOff']],
  ['a clock seconds off', withFacts({ clock: { offset: 4, synchronized: true } }), ['warning ClockOff']],
  [
    'a clock that nothing keeps',
    withFacts({ clock: { offset: 0, synchronized: false } }),
    ['warning ClockNotSynchronized'],
  ],
  [
    'the kubelet’s port in use',
    withFacts({ ports: [{ port: 10250, process: null }] }),
    ['blocker PortTaken'],
  ],
  ['a control plane’s port in use on a worker', withFacts({ ports: [{ port: 6443, process: 'nginx' }] }), []],
  ['traces of an earlier cluster', withFacts({ leftovers: ['/etc/kubernetes'] }), ['blocker Leftovers']],
]

test.each(cases)('%s', (_, input, finding) => {
  expect(found(input)).toEqual(finding)
})

test('a control plane’s own ports and size are asked of the control plane', () => {
  const input = sampleInput()
  const facts = sampleFacts('10.0.0.1', {
    cpus: 1,
    memory: { total: gib, available: gib, swap: 0 },
    ports: [{ port: 2379, process: 'etcd' }],
  })
  expect(found({ ...input, hosts: [sampleHost(0, { facts }), ...input.hosts.slice(1)] })).toEqual([
    'blocker TooFewCpus',
    'blocker TooLittleMemory',
    'blocker PortTaken',
  ])
})

test('an old kernel will do for iptables', () => {
  const input = withFacts({ kernel: '5.4.0-1' })
  expect(found({ ...input, spec: { ...input.spec, proxyMode: 'iptables' } })).toEqual([])
})

test('a system that the bundle has no packages for is told from one that is not supported', () => {
  const input = withFacts({ os: { id: 'rocky', version: '9.4', name: 'Rocky Linux 9.4' } })
  expect(found(input)).toEqual([])
  const manifest = { ...input.bundle.manifest, operatingSystems: ['debian-12' as const] }
  expect(found({ ...input, bundle: { ...input.bundle, manifest } })).toEqual(['blocker OsNotInBundle'])
})

test('every artifact that the bundle lacks is named at once', () => {
  const input = sampleInput()
  const artifacts = input.bundle.manifest.artifacts.filter(({ name }) => !/kubelet|pause/.test(name))
  const [finding] = createFindings({
    ...input,
    bundle: { ...input.bundle, manifest: { ...input.bundle.manifest, artifacts } },
  })
  expect(finding).toMatchObject({
    code: 'preflight/ArtifactsMissing',
    data: { artifacts: ['kubernetes/kubelet', 'pause'] },
  })
})

test('what a cluster’s own first attempt left on its members does not stand in the way of the next', () => {
  const own = {
    cluster: { id: idOf(0xc1), name: 'demo' },
    facts: sampleFacts('10.0.0.2', {
      leftovers: ['/etc/kubernetes'],
      ports: [{ port: 10250, process: 'kubelet' }],
      routes: ['10.244.1.0/24'],
    }),
  }
  expect(found(withHost(own))).toEqual([])
})

test('everything is found at once, blockers first', () => {
  const input = withHost({ facts: null })
  const [first, second] = [input.hosts[0]!, input.hosts[1]!]
  const warned = { ...first, facts: sampleFacts(first.address, { cgroup: 1, python: null }) }
  expect(found({ ...input, hosts: [warned, second, input.hosts[2]!] })).toEqual([
    'blocker NoPython',
    'blocker NotSeen',
    'warning CgroupV1',
  ])
})

test('every finding has words, in both languages, that use what it knows', () => {
  for (const { code, data } of cases.flatMap(([, input]) => createFindings(input)))
    for (const language of ['en', 'zh'] as const) {
      const entry = words(language, code, data)
      expect(entry.what, code).not.toBe(code)
      expect(entry.remedy, code).toBeTruthy()
      expect(Object.values(entry).join(' '), code).not.toMatch(/\{\w+\}|undefined/)
    }
})

test('findings of a host name it, so that they can be shown beside it', () => {
  expect(createFindings(withHost({ facts: null }))[0]).toMatchObject({
    host: idOf(1),
    data: { host: 'worker-1' },
  })
})

import { before, canonicalJson, planSchema } from '@slipway/domain'
import { words } from '@slipway/words'
import { expect, test } from 'vitest'
import { idOf, sampleFacts, sampleHost, sampleInput } from '../../testing/samples.ts'
import { planCreate } from './plan.ts'

const planOf = (input = sampleInput()) => planCreate(input).plan

test('one control plane and two workers: every step, in its order', () => {
  expect(planOf().steps.map(({ name, on }) => `${name} on ${on}`)).toEqual([
    'reach on hosts',
    'preflight on hosts',
    'prepare-host on hosts',
    'runtime on hosts',
    'artifacts on hosts',
    'balancer on hosts',
    'init-control-plane on first-control-plane',
    'collect-access on cluster',
    'network on cluster',
    'probe on cluster',
    'join-workers on workers',
    'serving-certificates on cluster',
    'verify on cluster',
    'record on cluster',
  ])
})

test('a cluster without workers joins none, and says so', () => {
  const { plan, findings } = planCreate(sampleInput(0))
  expect(plan.steps.map(({ name }) => name)).not.toContain('join-workers')
  expect(findings).toMatchObject([{ severity: 'warning', code: 'preflight/NoWorkers' }])
})

test('the balancer stands on a host before kubeadm runs there, and the cluster is verified after all else', () => {
  const { steps } = planOf()
  const step = (name: string) => steps.find((one) => one.name === name)!
  expect(step('init-control-plane').follows).toBe('balancer')
  expect(step('join-workers')).toMatchObject({ follows: 'balancer', after: ['init-control-plane'] })
  const earlier = (name: string): string[] => before(step(name)).flatMap((one) => [one, ...earlier(one)])
  expect(new Set(earlier('record')).size).toBe(steps.length - 1)
})

test('every step, and how it is verified and undone, has words in both languages', () => {
  const code = (name: string) =>
    `step/${name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())}`
  for (const { name, verify, undo } of planOf().steps)
    for (const used of [name, verify, 'impossible' in undo ? undo.impossible : undo.action])
      for (const language of ['en', 'zh'] as const)
        expect(words(language, code(used)).what, used).not.toBe(code(used))
})

test('the same input gives the same bytes', () => {
  expect(canonicalJson(planOf())).toBe(canonicalJson(planOf()))
})

test('ages, free memory and clocks do not change the plan; an address does', () => {
  const input = sampleInput()
  const later = {
    ...input,
    hosts: input.hosts.map((host) => ({
      ...host,
      factsAgeSeconds: 90_000,
      facts: sampleFacts(host.address, {
        memory: { total: 8 * 2 ** 30, available: 1, swap: 0 },
        clock: { offset: 5, synchronized: null },
      }),
    })),
  }
  expect(canonicalJson(planOf(later))).toBe(canonicalJson(planOf(input)))
  const moved = { ...input, hosts: [sampleHost(0, { address: '10.0.3.3' }), ...input.hosts.slice(1)] }
  expect(canonicalJson(planOf(moved))).not.toBe(canonicalJson(planOf(input)))
})

test('it holds references to secrets, and none of them', () => {
  const init = planOf().steps.find(({ name }) => name === 'init-control-plane')
  expect(init?.secrets.map(({ reference, kind }) => `${reference}: ${kind}`)).toEqual([
    'join-token: bootstrap-token',
    'certificate-key: certificate-key',
    'encryption-key: encryption-key',
  ])
})

test('roles find the cluster’s endpoint, networks and control planes, and what of the bundle goes where', () => {
  const { variables } = planOf(sampleInput(2, { apiNames: ['k8s.example.com'] }))
  expect(variables.cluster).toEqual({
    id: idOf(0xc1),
    name: 'demo',
    endpoint_name: 'api.demo.slipway.internal',
    endpoint_port: 6444,
    api_port: 6443,
    pod_network: '10.244.0.0/16',
    service_network: '10.96.0.0/16',
    dns_domain: 'cluster.local',
    proxy_mode: 'nftables',
    api_names: ['k8s.example.com'],
    control_planes: [{ name: 'cp-1', address: '10.0.0.1' }],
  })
  expect(variables.bundle).toMatchObject({ version: '1.36.3', pause_image: 'registry.k8s.io/pause:3.10.2' })
})

test('a host named as control plane and worker is in the plan once, and is a blocker', () => {
  const input = sampleInput()
  const doubled = { ...input, spec: { ...input.spec, workers: [idOf(0), idOf(1), idOf(1)] } }
  const { plan, findings } = planCreate(doubled)
  expect(plan.groups.hosts).toEqual([idOf(0), idOf(1)])
  expect(findings.map(({ code, host }) => `${code} ${host ?? ''}`)).toEqual([
    `preflight/HostTwice ${idOf(0)}`,
    `preflight/HostTwice ${idOf(1)}`,
  ])
})

test('a host that nobody describes is a mistake of the caller', () => {
  expect(() => planCreate({ ...sampleInput(), hosts: [] })).toThrow('is not described')
})

test('a thousand workers fit into 256 KiB', () => {
  const input = sampleInput(1000)
  const hosts = input.hosts.map((host) => ({ ...host, name: `${host.name}-rack-17-room-2` }))
  const { plan } = planCreate({ ...input, hosts })
  expect(planSchema.parse(plan).joins).toHaveLength(1001)
  expect(Buffer.byteLength(canonicalJson(plan))).toBeLessThan(256 * 1024)
})

import type { V1CertificateSigningRequest, V1DaemonSet } from '@kubernetes/client-node'
import { kubernetes, type Action, type StepResult } from '@slipway/domain'
import { cells, everything, linesAfter, openClusterSecret } from '@slipway/persistence'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runLane } from '../lane/run-lane.ts'
import { impersonate } from '../testing/as-user.ts'
import { openControlPlane, type ControlPlane } from '../testing/control-plane.ts'
import { openTestPlatform, type TestNode, type TestPlatform } from '../testing/platform.ts'
import { signingRequest } from '../testing/signing-request.ts'
import { kubernetesActions } from './actions.ts'
import { observe, until, type Objects } from './api/observe.ts'
import { probeLabel } from './probe/objects.ts'

let controlPlane: ControlPlane
let platform: TestPlatform
let cluster: string

/** Addresses on the loopback at which nothing answers. */
const nodes: TestNode[] = [
  { name: 'cp-1', address: '127.81.7.1', role: 'control-plane' },
  { name: 'worker-1', address: '127.81.7.2' },
]
const never = new AbortController().signal

beforeAll(async () => {
  const flannel = readFileSync(
    new URL('../../../../tools/bundle/manifests/flannel.yaml', import.meta.url),
    'utf8',
  )
  ;[controlPlane, platform] = await Promise.all([
    openControlPlane(),
    openTestPlatform({
      file: () => Promise.resolve(flannel),
      manifest: () => Promise.resolve({ source: 'modules' } as never),
    }),
  ])
  cluster = await platform.addCluster('test', controlPlane.kubeconfig)
})
afterAll(async () => {
  await Promise.all([controlPlane?.close(), platform?.close()])
})

const perform = async (
  action: Action,
  signal: AbortSignal = never,
): Promise<{ id: string; results: StepResult[] }> => {
  const { id } = await platform.addOperation(cluster, { nodes, run: { only: action } })
  const lane = { operationId: id, steps: ['only'], targets: ['cluster'] }
  return { id, results: await runLane(platform.deps, kubernetesActions, lane, signal) }
}
const logOf = async (operation: string): Promise<string> =>
  (await linesAfter(platform.database.fork(everything), { operation }, 0)).map(({ text }) => text).join('\n')

describe('the network', () => {
  const coredns = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    spec: {
      selector: { matchLabels: { app: 'coredns' } },
      template: {
        metadata: { labels: { app: 'coredns' } },
        spec: {
          containers: [
            { name: 'coredns', image: 'coredns', readinessProbe: { exec: { command: ['true'] } } },
          ],
        },
      },
    },
  }
  beforeAll(() => controlPlane.api.objects.create(coredns as never))

  test('is applied, and the second time found as it should be', async () => {
    expect((await perform(kubernetes('apply-network'))).results).toMatchObject([{ outcome: 'changed' }])
    const { id, results } = await perform(kubernetes('apply-network'))
    expect(results).toMatchObject([{ outcome: 'same' }])
    expect(await logOf(id)).toContain('DaemonSet kube-flannel-ds: as it should be')
  })

  test('what somebody changed is put right', async () => {
    await controlPlane.api.core.patchNamespacedConfigMap({
      ...{ name: 'kube-flannel-cfg', namespace: 'kube-flannel' },
      body: [{ op: 'replace', path: '/data/net-conf.json', value: '{}' }],
    })
    expect((await perform(kubernetes('apply-network'))).results).toMatchObject([{ outcome: 'changed' }])
    const { data } = await controlPlane.api.core.readNamespacedConfigMap({
      ...{ name: 'kube-flannel-cfg', namespace: 'kube-flannel' },
    })
    expect(data?.['net-conf.json']).toContain('10.244.0.0/16')
  })

  test('lets CoreDNS be asked each second whether it is ready, and changes nothing else of it', async () => {
    const { spec } = await controlPlane.api.objects.read<typeof coredns>(coredns)
    expect(spec.template.spec.containers).toMatchObject([
      { image: 'coredns', readinessProbe: { periodSeconds: 1, exec: { command: ['true'] } } },
    ])
  })
})

describe('serving certificates', () => {
  const ask = async (name: string, node: string, address: string, user = node): Promise<void> => {
    const pem = await signingRequest({
      names: [`system:node:${node}`],
      groups: ['system:nodes'],
      ...{ dns: [node], addresses: [address] },
    })
    const body = {
      ...{ apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', metadata: { name } },
      spec: {
        request: Buffer.from(pem).toString('base64'),
        signerName: 'kubernetes.io/kubelet-serving',
        usages: ['digital signature', 'server auth'],
      },
    }
    const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests'
    await impersonate(controlPlane.kubeconfig, `system:node:${user}`, ['system:nodes'], path, body)
  }
  const conditionsOf = async (name: string): Promise<(string | undefined)[]> => {
    const request = await controlPlane.api.certificates.readCertificateSigningRequest({ name })
    return (request.status?.conditions ?? []).map(({ type }) => type)
  }

  test('are issued to the plan’s nodes as they ask, and to nobody else', async () => {
    await ask('of-worker', 'worker-1', '127.81.7.2')
    await ask('foreign-address', 'worker-1', '127.81.7.1')
    await ask('for-another', 'cp-1', '127.81.7.1', 'worker-1')
    await ask('of-stranger', 'stranger', '127.81.7.9')
    const performed = perform(kubernetes('serving-certificates'))
    const requests = observe<V1CertificateSigningRequest>(
      ...([controlPlane.api, '/apis/certificates.k8s.io/v1/certificatesigningrequests', {}, never] as const),
    )
    await until(requests, (seen) => Boolean(seen.get('of-worker')?.status?.certificate) || undefined)
    await ask('of-control-plane', 'cp-1', '127.81.7.1') // who joins later is served when it comes
    const { id, results } = await performed
    expect(results).toMatchObject([{ outcome: 'changed' }])
    expect(await conditionsOf('of-control-plane')).toEqual(['Approved'])
    expect(await conditionsOf('foreign-address')).toEqual(['Denied'])
    expect(await conditionsOf('for-another')).toEqual(['Denied'])
    expect(await conditionsOf('of-stranger')).toEqual([])
    const log = await logOf(id)
    expect(log).toContain('denied foreign-address of the node worker-1: it names 127.81.7.1')
    expect(log).toContain('left of-stranger alone: the node stranger is not of this plan')
  })

  test('that all nodes have already leave nothing to do', async () => {
    expect((await perform(kubernetes('serving-certificates'))).results).toMatchObject([{ outcome: 'same' }])
  })
})

describe('the check by use', () => {
  const probes = () =>
    observe<V1DaemonSet>(
      ...([
        controlPlane.api,
        '/apis/apps/v1/namespaces/kube-system/daemonsets',
        { labelSelector: probeLabel },
        never,
      ] as const),
    )
  const uidsOf = (seen: Objects<V1DaemonSet>) => [...seen.values()].map(({ metadata }) => metadata?.uid)

  test('leaves nothing when it is broken off', async () => {
    const stop = new AbortController()
    const performed = perform(kubernetes('verify-cluster'), stop.signal)
    await until(probes(), (seen) => seen.size > 0 || undefined)
    stop.abort()
    await expect(performed).rejects.toThrow()
    expect(await until(probes(), uidsOf)).toEqual([])
  })

  test('takes the pods that a step before it placed, and removes them', async () => {
    expect((await perform(kubernetes('place-probes'))).results).toMatchObject([{ outcome: 'changed' }])
    expect((await perform(kubernetes('place-probes'))).results).toMatchObject([{ outcome: 'same' }])
    const placed = await until(probes(), uidsOf)
    const stop = new AbortController()
    const performed = perform(kubernetes('verify-cluster'), stop.signal)
    performed.catch(() => undefined)
    const seen = new Set<string | undefined>()
    for await (const state of probes()) {
      for (const uid of uidsOf(state)) seen.add(uid)
      if (state.size === 0) break
      setImmediate(() => stop.abort())
    }
    await expect(performed).rejects.toThrow()
    expect([...seen]).toEqual(placed)
  })
})

describe('a lane', () => {
  test('leaves out what the ledger has as finished', async () => {
    const { id } = await perform(kubernetes('apply-network'))
    const lane = { operationId: id, steps: ['only'], targets: ['cluster'] }
    expect(await runLane(platform.deps, kubernetesActions, lane, never)).toEqual([])
    const [cell] = await cells(platform.database.fork(everything), id)
    expect(cell).toMatchObject({ step: 'only', target: 'cluster', attempt: 1 })
  })

  test('ends failed, in words, with an action that this release does not know', async () => {
    const { id, results } = await perform(kubernetes('teleport'))
    expect(results).toMatchObject([
      { outcome: 'failed', failure: { code: 'verify/ActionUnknown', data: { action: 'teleport' } } },
    ])
    const [cell] = await cells(platform.database.fork(everything), id)
    expect(cell).toMatchObject({ state: 'failed', failure: { code: 'verify/ActionUnknown' } })
  })

  test('of a cluster without access fails and says so', async () => {
    const other = await platform.addCluster('other')
    const { id } = await platform.addOperation(other, { nodes, run: { only: kubernetes('apply-network') } })
    const lane = { operationId: id, steps: ['only'], targets: ['cluster'] }
    const results = await runLane(platform.deps, kubernetesActions, lane, never)
    expect(results).toMatchObject([{ outcome: 'failed', failure: { code: 'cluster/SecretMissing' } }])
  })

  test('writes the administrator’s key nowhere but sealed', async () => {
    const em = platform.database.fork(everything)
    const secret = await openClusterSecret(em, platform.vault, cluster, 'admin-kubeconfig')
    const key = /client-key-data: (\S+)/.exec(secret)![1]!
    const rows = await em.execute<{ text: string }[]>(
      `select text from log_line union all select coalesce(failure::text, '') from ledger
       union all select coalesce(outputs::text, '') from ledger union all select document::text from plan`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ text }) => text.includes(key))).toEqual([])
  })
})

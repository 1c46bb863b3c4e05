import type { V1CertificateSigningRequest } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { signingRequest, type RequestDraft } from '../../testing/signing-request.ts'
import { judge, type Verdict } from './judge.ts'

const nodes = new Map([
  ['worker-1', '192.0.2.11'],
  ['worker-2', '192.0.2.12'],
])
const own: RequestDraft = {
  names: ['system:node:worker-1'],
  groups: ['system:nodes'],
  dns: ['worker-1'],
  addresses: ['192.0.2.11'],
}

const judged = async (
  draft: Partial<RequestDraft>,
  spec: Partial<V1CertificateSigningRequest['spec']> = {},
): Promise<Verdict> =>
  judge(
    {
      spec: {
        request: Buffer.from(await signingRequest({ ...own, ...draft })).toString('base64'),
        signerName: 'kubernetes.io/kubelet-serving',
        username: 'system:node:worker-1',
        groups: ['system:nodes', 'system:authenticated'],
        usages: ['digital signature', 'key encipherment', 'server auth'],
        ...spec,
      },
    },
    nodes,
  )
const reasonOf = (verdict: Verdict): string => ('reason' in verdict ? verdict.reason : '')

test('a node gets a certificate for its own name and address', async () => {
  expect(await judged({})).toEqual({ verdict: 'approve', node: 'worker-1' })
  expect(await judged({ dns: [] })).toEqual({ verdict: 'approve', node: 'worker-1' })
})

test.each([
  ['another node’s name', { dns: ['worker-1', 'worker-2'] }, 'worker-2'],
  ['the API’s name', { dns: ['kubernetes.default.svc'] }, 'kubernetes.default.svc'],
  ['another node’s address', { addresses: ['192.0.2.12'] }, '192.0.2.12'],
  ['an address of nobody', { addresses: ['192.0.2.11', '203.0.113.1'] }, '203.0.113.1'],
  ['a name of another kind', { emails: ['a@example.org'] }, 'email:a@example.org'],
  ['nothing at all', { dns: [], addresses: [] }, 'it names nothing'],
  ['another node’s subject', { names: ['system:node:worker-2'] }, 'system:node:worker-2'],
  ['two subjects', { names: ['system:node:worker-1', 'admin'] }, 'admin'],
  ['the administrators’ group', { groups: ['system:masters'] }, 'system:masters'],
  ['a further group', { groups: ['system:nodes', 'system:masters'] }, 'system:masters'],
  ['no group', { groups: [] }, 'none'],
])('a node does not get one for %s', async (_, draft, named) => {
  const verdict = await judged(draft)
  expect(verdict.verdict).toBe('deny')
  expect(reasonOf(verdict)).toContain(named)
})

test('a certificate by which the node could log in elsewhere is denied', async () => {
  const verdict = await judged({}, { usages: ['server auth', 'client auth'] })
  expect(verdict).toMatchObject({ verdict: 'deny', reason: 'it is also for client auth' })
})

test('who calls itself a node without being of the nodes’ group is denied', async () => {
  expect((await judged({}, { groups: ['system:authenticated'] })).verdict).toBe('deny')
})

test('what is no request is denied', async () => {
  const verdict = await judged({}, { request: Buffer.from('-----BEGIN NONSENSE-----').toString('base64') })
  expect(verdict).toMatchObject({ verdict: 'deny', reason: 'it cannot be read' })
})

test.each([
  ['a node that is not of the plan', { username: 'system:node:stranger' }],
  ['somebody who is no node', { username: 'kubernetes-admin' }],
  ['another signer', { signerName: 'kubernetes.io/kube-apiserver-client' }],
])('what %s asks for is left to others', async (_, spec) => {
  expect((await judged({}, spec)).verdict).toBe('ignore')
})

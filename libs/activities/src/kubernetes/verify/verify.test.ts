import type { V1Deployment, V1Node } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { dnsProblem } from './dns.ts'
import { nodesProblem, seeNodes } from './nodes.ts'

const node = (name: string, ready: 'True' | 'False', version = 'v1.36.3'): [string, V1Node] => [
  name,
  {
    metadata: { name },
    status: {
      nodeInfo: { kubeletVersion: version } as never,
      conditions: [
        { type: 'Ready', status: ready, message: ready === 'True' ? 'posting' : 'no network yet' },
      ],
    },
  },
]
const problem = (nodes: [string, V1Node][], wanted: string[]) =>
  nodesProblem(seeNodes(new Map(nodes), wanted, '1.36.3'), '1.36.3')

test('nodes that are Ready and of the version are in order; others of the cluster do not matter', () => {
  expect(problem([node('a', 'True'), node('b', 'True'), node('old', 'False')], ['a', 'b'])).toBeUndefined()
})

test('a node that did not join is named before one that is not Ready', () => {
  expect(problem([node('a', 'False')], ['a', 'b'])).toMatchObject({
    code: 'verify/NodesMissing',
    data: { nodes: ['b'] },
  })
})

test('a node of another version is named with the version that was planned', () => {
  expect(problem([node('a', 'True', 'v1.35.0')], ['a'])).toMatchObject({
    code: 'verify/WrongVersion',
    data: { expected: '1.36.3', nodes: ['a'] },
  })
})

test('a node that is not Ready is named with its own words', () => {
  expect(problem([node('a', 'False')], ['a'])).toMatchObject({
    code: 'verify/NodesNotReady',
    data: { nodes: ['a'], reasons: ['a: no network yet'] },
  })
})

const coredns = (status: object): V1Deployment => ({
  metadata: { generation: 2 },
  spec: { replicas: 2 } as never,
  status: { observedGeneration: 2, availableReplicas: 2, updatedReplicas: 2, ...status },
})

test('CoreDNS is ready when all its pods of the newest form are', () => {
  expect(dnsProblem(coredns({}))).toBeUndefined()
})

test.each([
  ['one pod is', { availableReplicas: 1 }, 1],
  ['pods of an older form are', { updatedReplicas: 1 }, 1],
  ['the newest form was not looked at yet', { observedGeneration: 1 }, 0],
])('CoreDNS is not ready when only %s', (_, status, ready) => {
  expect(dnsProblem(coredns(status))).toMatchObject({
    code: 'verify/DnsNotReady',
    data: { ready, wanted: 2 },
  })
})

test('a cluster without CoreDNS is not ready', () => {
  expect(dnsProblem(undefined)).toMatchObject({ code: 'verify/DnsNotReady' })
})

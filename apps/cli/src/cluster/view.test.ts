import { expect, test } from 'vitest'
import { at, hosts, operationId } from '../testing/world.ts'
import { clusterLines, clusterTable, type ClusterView } from './view.ts'

const cluster: ClusterView = {
  id: 'k1',
  name: 'demo',
  state: 'CREATING',
  kubernetesVersion: '1.36.3',
  apiServers: ['https://192.0.2.11:6443'],
  createdAt: at(0),
  deletedAt: null,
  project: { id: 'p1', name: 'default' },
  nodes: hosts.map((host, index) => ({ host, role: index === 0 ? 'CONTROL_PLANE' : 'WORKER' })),
  openOperation: { id: operationId, verb: 'create' },
  spec: { podNetwork: '10.244.0.0/16', serviceNetwork: '10.96.0.0/16', proxyMode: 'nftables' },
  accesses: [{ id: 'a1', name: 'admin-1', expiresAt: at(43_200), revokedAt: null, createdBy: 'admin' }],
  operations: {
    nodes: [
      {
        id: operationId,
        verb: 'create',
        state: 'RUNNING',
        createdAt: at(0),
        endedAt: null,
        requestedBy: 'admin',
      },
    ],
  },
}

test('clusters are a table with what runs on them', () => {
  expect(`\n${clusterTable([cluster, { ...cluster, name: 'idle', openOperation: null }])}\n`)
    .toMatchInlineSnapshot(`
    "
    NAME  STATE     VERSION  CONTROL PLANES  WORKERS  OPERATION  PROJECT  CREATED
    demo  creating  1.36.3   1               2        create     default  2026-11-21 14:00:00Z
    idle  creating  1.36.3   1               2        -          default  2026-11-21 14:00:00Z
    "
  `)
})

test('a cluster shows its nodes, its accesses and its operations', () => {
  expect(`\n${clusterLines(cluster).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    demo  k1
    state         creating (create: slipway operation watch 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10)
    Kubernetes    1.36.3
    project       default
    API           https://192.0.2.11:6443
    pods          10.244.0.0/16
    services      10.96.0.0/16
    proxy mode    nftables

    NODE      ROLE           ADDRESS
    cp-1      control-plane  192.0.2.11
    worker-1  worker         192.0.2.12
    worker-2  worker         192.0.2.13

    ACCESS   OF     EXPIRES               REVOKED  ID
    admin-1  admin  2026-11-22 02:00:00Z  -        a1

    OPERATION                             VERB    STATE    STARTED               TOOK  BY
    0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10  create  running  2026-11-21 14:00:00Z  -     admin
    "
  `)
})

test('a cluster of which nothing is there yet shows what was asked for', () => {
  const bare = {
    ...cluster,
    apiServers: [],
    nodes: [],
    accesses: [],
    openOperation: null,
    operations: { nodes: [] },
  }
  expect(clusterLines(bare).join('\n')).not.toMatch(/NODE|ACCESS|OPERATION/)
})

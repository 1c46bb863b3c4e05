import type { ClusterResult, ClustersResult } from '../client/types.generated.ts'
import { between, duration, moment } from '../command/moments.ts'
import { table } from '../command/table.ts'
import { roleText } from '../host/view.ts'

type ClusterRow = ClustersResult['clusters']['nodes'][number]
export type ClusterView = NonNullable<ClusterResult['cluster']>

export const clusterTable = (clusters: readonly ClusterRow[]): string =>
  table(
    ['NAME', 'STATE', 'VERSION', 'CONTROL PLANES', 'WORKERS', 'OPERATION', 'PROJECT', 'CREATED'],
    clusters.map((one) => [
      one.name,
      one.state.toLowerCase(),
      one.kubernetesVersion,
      String(one.nodes.filter(({ role }) => role === 'CONTROL_PLANE').length),
      String(one.nodes.filter(({ role }) => role === 'WORKER').length),
      one.openOperation === null ? '-' : one.openOperation.verb,
      one.project.name,
      moment(one.createdAt),
    ]),
  )

/** One cluster: its nodes, who has access, and what was done to it. */
export const clusterLines = (cluster: ClusterView): string[] => [
  `${cluster.name}  ${cluster.id}`,
  `state         ${cluster.state.toLowerCase()}${openText(cluster)}`,
  `Kubernetes    ${cluster.kubernetesVersion}`,
  `project       ${cluster.project.name}`,
  `API           ${cluster.apiServers.join(', ') || 'not yet'}`,
  ...specLines(cluster.spec),
  ...section(
    ['NODE', 'ROLE', 'ADDRESS'],
    cluster.nodes.map(({ host, role }) => [host.name, roleText[role], host.address]),
  ),
  ...section(
    ['ACCESS', 'OF', 'EXPIRES', 'REVOKED', 'ID'],
    cluster.accesses.map((one) => [
      one.name,
      one.createdBy,
      moment(one.expiresAt),
      one.revokedAt === null ? '-' : moment(one.revokedAt),
      one.id,
    ]),
  ),
  ...section(
    ['OPERATION', 'VERB', 'STATE', 'STARTED', 'TOOK', 'BY'],
    cluster.operations.nodes.map((one) => [
      one.id,
      one.verb,
      one.state.toLowerCase(),
      moment(one.createdAt),
      one.endedAt === null ? '-' : duration(between(one.createdAt, one.endedAt)),
      one.requestedBy,
    ]),
  ),
]

const openText = ({ openOperation }: ClusterView): string =>
  openOperation === null ? '' : ` (${openOperation.verb}: slipway operation watch ${openOperation.id})`

const specNames = { podNetwork: 'pods', serviceNetwork: 'services', proxyMode: 'proxy mode' } as const

const specLines = (spec: unknown): string[] =>
  Object.entries(specNames).flatMap(([key, name]) => {
    const value = (spec as Record<string, unknown> | null)?.[key]
    return typeof value === 'string' ? [`${name.padEnd(14)}${value}`] : []
  })

const section = (head: string[], rows: string[][]): string[] =>
  rows.length === 0 ? [] : ['', table(head, rows)]

import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { arrayOf } from '../database/scope.ts'
import { Operation } from './operation.ts'

/** An operation's hold on a host, from its start to its end. The database lets one be open per host. */
export const HostClaim = defineEntity({
  name: 'HostClaim',
  tableName: 'host_claim',
  properties: (p) => ({
    id: p.uuid().primary(),
    host: p.uuid(),
    operation: p.uuid(),
    createdAt: p.datetime(3),
    releasedAt: p.datetime(3).strictNullable(),
  }),
})
export type HostClaim = InferEntity<typeof HostClaim>

/** The open exclusive operation on each of the clusters that has one: cluster → operation. */
export const holdersOfClusters = async (
  em: EntityManager,
  clusters: readonly string[],
): Promise<Map<string, Operation>> => {
  const open = await em.find(Operation, {
    cluster: { $in: [...clusters] },
    claim: 'exclusive',
    state: 'running',
  })
  return new Map(open.map((operation) => [operation.cluster, operation]))
}

/** The operation that holds each of the hosts that is held: host → operation's id. */
export const holdersOfHosts = async (
  em: EntityManager,
  hosts: readonly string[],
): Promise<Map<string, string>> => {
  const claims = await em.fork().find(HostClaim, { host: { $in: [...hosts] }, releasedAt: null })
  return new Map(claims.map(({ host, operation }) => [host, operation]))
}

/**
 * Locks rows until the transaction ends, in an order that lets nobody wait for each other in a circle; gives the ids
 * of the hosts that are there.
 */
export const lockClusterAndHosts = async (
  em: EntityManager,
  cluster: string,
  hosts: readonly string[],
): Promise<string[]> => {
  await em.execute('select id from cluster where id = ? for no key update', [cluster])
  const rows = await em.execute<{ id: string }[]>(
    'select id from host where id = any(?::uuid[]) order by id for no key update',
    [arrayOf(hosts)],
  )
  return rows.map(({ id }) => id)
}

export const claimHosts = async (
  em: EntityManager,
  operation: string,
  hosts: readonly string[],
): Promise<void> => {
  await em.execute(
    'insert into host_claim (host, operation) select host, ?::uuid from unnest(?::uuid[]) as host',
    [operation, arrayOf(hosts)],
  )
}

/** Repeatable. */
export const releaseClaims = async (em: EntityManager, operation: string): Promise<void> => {
  await em.execute(
    'update host_claim set released_at = clock_timestamp() where operation = ? and released_at is null',
    [operation],
  )
}

import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse } from '@slipway/domain'
import type { Vault } from '../vault/vault.ts'

/** A secret of a cluster under the reference by which plans name it. */
export const ClusterSecret = defineEntity({
  name: 'ClusterSecret',
  tableName: 'cluster_secret',
  properties: (p) => ({
    cluster: p.uuid().primary(),
    reference: p.text().primary(),
    sealed: p.blob().hidden(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  }),
})
export type ClusterSecret = InferEntity<typeof ClusterSecret>

export const clusterSecretContext = (cluster: string, reference: string): string =>
  `cluster/${cluster}/secret/${reference}`

/** Throws `cluster/SecretMissing` where no step has stored it. */
export const openClusterSecret = async (
  em: EntityManager,
  vault: Vault,
  cluster: string,
  reference: string,
): Promise<string> => {
  const found = await em.fork().findOne(ClusterSecret, { cluster, reference })
  if (!found) throw refuse('failed', 'cluster/SecretMissing', { reference })
  return vault.openText(found.sealed, clusterSecretContext(cluster, reference))
}

/** The secret; made by `make` and stored if it is not there. Of those who come at once all get the same. */
export const getOrMakeClusterSecret = async (
  em: EntityManager,
  vault: Vault,
  { cluster, reference }: { cluster: string; reference: string },
  make: () => string,
): Promise<string> => {
  const there = await em.fork().findOne(ClusterSecret, { cluster, reference })
  if (!there)
    await em.execute(
      'insert into cluster_secret (cluster, reference, sealed) values (?, ?, ?) on conflict do nothing',
      [cluster, reference, vault.seal(make(), clusterSecretContext(cluster, reference))],
    )
  return openClusterSecret(em, vault, cluster, reference)
}

/** Stores it in place of what was there, as a repeated step gives it anew. */
export const storeClusterSecret = async (
  em: EntityManager,
  vault: Vault,
  { cluster, reference }: { cluster: string; reference: string },
  secret: string,
): Promise<void> => {
  await em.execute(
    `insert into cluster_secret (cluster, reference, sealed) values (?, ?, ?)
     on conflict (cluster, reference) do update set sealed = excluded.sealed, created_at = now()`,
    [cluster, reference, vault.seal(secret, clusterSecretContext(cluster, reference))],
  )
}

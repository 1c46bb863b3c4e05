import { refuse } from '@slipway/domain'
import { everything, markAccessRevoked } from '@slipway/persistence'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ask } from '../testing/client.ts'
import { all, some, useApi } from '../testing/mutations.ts'

const bench = useApi()

const kubeconfig = (rest = '') =>
  bench.mutate(`issueKubeconfig(cluster: "${bench.records.cluster}"${rest}) { ${some}
    ... on Kubeconfig { yaml access { id name expiresAt createdBy } } }`)

test('a kubeconfig is signed by the cluster, and its key is kept nowhere', async () => {
  bench.operations.requestAccess = async ({ signingRequest }) => ({
    certificate: signingRequest,
    authority: 'CA',
  })
  const issued = await kubeconfig(', hours: 2')
  const config = parse(issued.yaml)
  expect(config.clusters[0].cluster.server).toMatch(/^https:\/\/192\.0\.2\.\d+:6443$/)
  const hours = (new Date(issued.access.expiresAt).getTime() - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(1.9)
  expect(hours).toBeLessThanOrEqual(2)
  const key = Buffer.from(config.users[0].user['client-key-data'], 'base64').toString()
  const dump = JSON.stringify(
    await bench.api.database.fork(everything).execute('select * from access, audit'),
  )
  expect(dump).toContain(issued.access.id)
  expect(dump).not.toContain(key.split('\n')[1])
  const cluster = `{ cluster(id: "${bench.records.cluster}") { accesses { id revokedAt } } }`
  expect((await ask(bench.api.url, cluster, {}, bench.headers)).data.cluster.accesses).toEqual([
    { id: issued.access.id, revokedAt: null },
  ])
  bench.operations.revokeAccess = (id) => markAccessRevoked(bench.api.database.fork(everything), id)
  const revoked = await bench.mutate(
    `revokeAccess(id: "${issued.access.id}") { ${all} ... on Revoked { access { revokedAt } } }`,
  )
  expect(revoked.access.revokedAt).not.toBeNull()
  expect((await bench.audit()).map(({ action }) => action).toSorted()).toEqual([
    'access.issue',
    'access.revoke',
  ])
})

test('a kubeconfig is refused for an odd time, a foreign address, and a cluster without an API', async () => {
  for (const hours of [0, 10_000])
    expect(await kubeconfig(`, hours: ${hours}`)).toMatchObject({
      code: 'access/HoursInvalid',
      field: 'hours',
    })
  expect(await kubeconfig(', server: "evil.example"')).toMatchObject({ code: 'access/ServerUnknown' })
  bench.operations.requestAccess = () =>
    Promise.reject(refuse('unavailable', 'operation/TemporalUnreachable', {}))
  expect(await kubeconfig()).toMatchObject({ __typename: 'Unavailable' })
  await bench.api.database
    .fork(everything)
    .execute(`update cluster set api_servers = '[]' where id = ?`, [bench.records.cluster])
  expect(await kubeconfig()).toMatchObject({ __typename: 'Conflict', code: 'access/ClusterNotRunning' })
})

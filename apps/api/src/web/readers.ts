import {
  cells,
  countHosts,
  findClusters,
  findCredentials,
  findHosts,
  findOperations,
  findPlans,
  holdersOfClusters,
  lastPositions,
  listAccesses,
  listProjects,
  medianSeconds,
  membershipOf,
  membersOf,
  type EntityManager,
} from '@slipway/persistence'
import { batched, grouped, keyed } from './batched.ts'

/**
 * What resolvers read for one answer: rows of the caller's projects alone, each asked for once, those that are asked
 * for together in one query.
 */
export const makeReaders = (em: EntityManager) => ({
  em,
  credential: batched(async (ids) => keyed(await findCredentials(em, ids), 'id')),
  host: batched(async (ids) => keyed(await findHosts(em, ids), 'id')),
  cluster: batched(async (ids) => keyed(await findClusters(em, ids), 'id')),
  operation: batched(async (ids) => keyed(await findOperations(em, ids), 'id')),
  plan: batched(async (hashes) => keyed(await findPlans(em, hashes), 'hash')),
  project: batched(async () => keyed(await listProjects(em), 'id')),
  hostsOfCredential: batched((ids) => countHosts(em, ids)),
  /** Of a cluster. */
  members: batched(async (ids) => grouped(await membersOf(em, ids), 'cluster')),
  /** Of a host. */
  membership: batched(async (ids) => keyed(await membershipOf(em, ids), 'host')),
  /** The operation that holds a cluster. */
  holder: batched((ids) => holdersOfClusters(em, ids)),
  accesses: batched(async (ids) => grouped(await listAccesses(em, ids), 'cluster')),
  cells: batched(async (ids) => grouped(await cells(em, ids), 'operation')),
  position: batched((ids) => lastPositions(em, ids)),
  /** By verb. */
  medians: batched(async (verbs) => {
    const found = new Map<string, Record<string, number>>()
    for (const verb of verbs) found.set(verb, await medianSeconds(em, verb))
    return found
  }),
})

export type Readers = ReturnType<typeof makeReaders>

import type { Client } from '../client/client.ts'
import { collect } from '../client/pages.ts'
import { findCluster } from '../command/find.ts'
import { operationsDocument } from './documents.ts'
import { operationProblems } from './problems.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An operation by its id, or the newest one of a cluster by the cluster's name. */
export const operationId = async (client: Client, wanted: string): Promise<string> => {
  if (uuid.test(wanted)) return wanted
  const cluster = await findCluster(client, wanted, { deleted: true })
  const [newest] = await listOperations(client, { cluster: cluster.id }, 1)
  if (!newest) throw operationProblems.NoOperation({ operation: `of cluster ${wanted}` })
  return newest.id
}

/** Newest first, as the API gives them. */
export const listOperations = (
  client: Client,
  filter: { project?: string | undefined; cluster?: string; open?: boolean },
  limit: number,
) => collect(async (page) => (await client.ask(operationsDocument, { ...filter, ...page })).operations, limit)

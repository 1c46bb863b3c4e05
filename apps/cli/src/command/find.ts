import type { Client } from '../client/client.ts'
import { collect } from '../client/pages.ts'
import { clustersDocument } from '../cluster/documents.ts'
import { credentialsDocument } from '../credential/documents.ts'
import { hostsDocument } from '../host/documents.ts'
import { projectsDocument } from '../project/documents.ts'
import { pick } from './pick.ts'

type Project = string | undefined

export const listClusters = (client: Client, { project, deleted }: { project?: Project; deleted: boolean }) =>
  collect(
    async (page) =>
      (await client.ask(clustersDocument, { project, includeDeleted: deleted, ...page })).clusters,
  )

/** The living one of that name; where there is none, and deleted ones count, the newest of those. */
export const findCluster = async (client: Client, wanted: string, { deleted }: { deleted: boolean }) => {
  const clusters = await listClusters(client, { deleted })
  const living = clusters.filter(({ deletedAt }) => deletedAt === null)
  const lastDeleted = clusters
    .filter((one) => one.name === wanted && one.deletedAt !== null)
    .toSorted((a, b) => (b.deletedAt ?? '').localeCompare(a.deletedAt ?? ''))[0]
  const byId = clusters.find(({ id }) => id === wanted)
  if (byId) return byId
  if (lastDeleted && !living.some(({ name }) => name === wanted)) return lastDeleted
  return pick('cluster', living, wanted)
}

export const listHosts = (client: Client, project?: Project) =>
  collect(async (page) => (await client.ask(hostsDocument, { project, ...page })).hosts)

/** One listing for any number of names. */
export const findHosts = async (client: Client, wanted: readonly string[], project?: Project) => {
  const hosts = wanted.length === 0 ? [] : await listHosts(client, project)
  return wanted.map((name) => pick('host', hosts, name))
}

export const findHost = async (client: Client, wanted: string) => {
  const [host] = await findHosts(client, [wanted])
  if (!host) throw new Error('pick gives one or throws')
  return host
}

export const listCredentials = (client: Client, project?: Project) =>
  collect(async (page) => (await client.ask(credentialsDocument, { project, ...page })).credentials)

export const findCredential = async (client: Client, wanted: string, project?: Project) =>
  pick('credential', await listCredentials(client, project), wanted)

/** The id of a project that the user named; undefined where none was. */
export const projectId = async (client: Client, wanted: string | undefined): Promise<Project> => {
  if (wanted === undefined) return undefined
  return pick('project', (await client.ask(projectsDocument)).projects, wanted).id
}

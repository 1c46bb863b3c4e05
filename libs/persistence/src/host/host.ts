import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Failure, HostFacts } from '@slipway/domain'
import { randomUUID } from 'node:crypto'
import { refusingDoubles } from '../database/doubled.ts'
import { page, type Page, type PageRequest } from '../database/page.ts'
import { byProject } from '../database/scope.ts'

export const Host = defineEntity({
  name: 'Host',
  tableName: 'host',
  filters: byProject,
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    project: p.uuid(),
    /** The node's and the inventory's. */
    name: p.text(),
    address: p.text(),
    port: p.integer(),
    credential: p.uuid(),
    /** As in known_hosts, without the names: `ssh-ed25519 AAAA...`. Null until first seen. */
    hostKey: p.text().strictNullable(),
    facts: p.json<HostFacts>().strictNullable(),
    factsAt: p.datetime(3).strictNullable(),
    /** Why the last look at it failed; the facts before are kept. */
    factsFailure: p.json<Failure>().strictNullable(),
    /** Since when facts are awaited; null: nobody asked, or they came. */
    gatheringSince: p.datetime(3).strictNullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  }),
})
export type Host = InferEntity<typeof Host>

export interface HostDraft {
  project: string
  name: string
  address: string
  port: number
  credential: string
}

const unseen = { hostKey: null, facts: null, factsAt: null, factsFailure: null, gatheringSince: null }

/** All or none. Throws `host/NameTaken` within the project, `host/AddressTaken` within the platform. */
export const addHosts = async (em: EntityManager, drafts: readonly HostDraft[]): Promise<Host[]> =>
  em.transactional(async (tx) => {
    const hosts: Host[] = []
    for (const draft of drafts) {
      const host = tx.create(Host, { ...unseen, ...draft })
      await refusingDoubles(() => tx.persist(host).flush(), {
        host_project_name_key: ['host/NameTaken', { name: draft.name }],
        host_address_port_key: ['host/AddressTaken', { address: draft.address, port: draft.port }],
      })
      hosts.push(host)
    }
    return hosts
  })

export const findHost = (em: EntityManager, id: string): Promise<Host | null> => em.findOne(Host, { id })

export const findHosts = (em: EntityManager, ids: readonly string[]): Promise<Host[]> =>
  em.find(Host, { id: { $in: [...ids] } })

export const listHosts = (
  em: EntityManager,
  filter: { project?: string | undefined; credential?: string | undefined },
  request: PageRequest,
): Promise<Page<Host>> =>
  page(
    em,
    Host,
    {
      ...(filter.project !== undefined && { project: filter.project }),
      ...(filter.credential !== undefined && { credential: filter.credential }),
    },
    request,
    'oldest',
  )

/** Says that facts of these hosts are awaited; gives the ids of those that the scope has. */
export const awaitFacts = async (em: EntityManager, ids: readonly string[]): Promise<string[]> => {
  await em.nativeUpdate(Host, { id: { $in: [...ids] } }, { gatheringSince: new Date() })
  return (await findHosts(em, ids)).map(({ id }) => id)
}

/** Ids of hosts whose facts somebody waits for, the longest first. */
export const findHostsAwaited = async (em: EntityManager): Promise<string[]> => {
  const hosts = await em.find(Host, { gatheringSince: { $ne: null } }, { orderBy: { gatheringSince: 'asc' } })
  return hosts.map(({ id }) => id)
}

/** What a look at the host gave. `at` is when it was taken. */
export const recordFacts = async (
  em: EntityManager,
  id: string,
  seen: { facts: HostFacts; at: Date } | { failure: Failure },
): Promise<void> => {
  const change =
    'facts' in seen
      ? { facts: seen.facts, factsAt: seen.at, factsFailure: null }
      : { factsFailure: seen.failure }
  await em.nativeUpdate(Host, { id }, { ...change, gatheringSince: null })
}

/**
 * Records the key of a host that was never seen; gives the key that is recorded afterwards, which is another's if
 * somebody else was first.
 */
export const recordHostKey = async (em: EntityManager, id: string, hostKey: string): Promise<string> => {
  await em.nativeUpdate(Host, { id, hostKey: null }, { hostKey })
  const { hostKey: recorded } = await em.fork().findOneOrFail(Host, { id })
  return recorded ?? hostKey
}

/** After its key changed for a reason that somebody knows: the next look records the new one. */
export const forgetHostKey = async (em: EntityManager, id: string): Promise<void> => {
  await em.nativeUpdate(Host, { id }, { hostKey: null })
}

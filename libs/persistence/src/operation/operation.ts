import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { operationStates, type Failure, type OperationState } from '@slipway/domain'
import { randomUUID } from 'node:crypto'
import { page, type Page, type PageRequest } from '../database/page.ts'
import { byProject } from '../database/scope.ts'

export const Operation = defineEntity({
  name: 'Operation',
  tableName: 'operation',
  filters: byProject,
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    project: p.uuid(),
    cluster: p.uuid(),
    /** The plan's hash. */
    plan: p.text(),
    verb: p.text(),
    claim: p.enum(['exclusive', 'shared'] as const),
    state: p.enum(operationStates).onCreate((): OperationState => 'running'),
    requestedBy: p.text(),
    reason: p.text().strictNullable(),
    failure: p.json<Failure>().strictNullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    endedAt: p.datetime(3).strictNullable(),
  }),
})
export type Operation = InferEntity<typeof Operation>

export const findOperation = (em: EntityManager, id: string): Promise<Operation | null> =>
  em.findOne(Operation, { id })

export const findOperations = (em: EntityManager, ids: readonly string[]): Promise<Operation[]> =>
  em.find(Operation, { id: { $in: [...ids] } })

export interface OperationFilter {
  project?: string | undefined
  cluster?: string | undefined
  /** Those that ran, or run, on the host. */
  host?: string | undefined
  open?: boolean | undefined
}

/** Newest first. */
export const listOperations = async (
  em: EntityManager,
  { project, cluster, host, open }: OperationFilter,
  request: PageRequest,
): Promise<Page<Operation>> =>
  page(
    em,
    Operation,
    {
      ...(project !== undefined && { project }),
      ...(cluster !== undefined && { cluster }),
      ...(host !== undefined && { id: { $in: await operationsOnHost(em, host) } }),
      ...(open !== undefined && { state: open ? 'running' : { $ne: 'running' } }),
    },
    request,
    'newest',
  )

const operationsOnHost = async (em: EntityManager, host: string): Promise<string[]> => {
  const rows = await em.execute<{ operation: string }[]>('select operation from host_claim where host = ?', [
    host,
  ])
  return rows.map(({ operation }) => operation)
}

/**
 * The operation's row, locked until the transaction ends against whoever would change it; the ledger, whose rows
 * refer to it, is still written: a stronger lock and the ledger's would wait for each other.
 */
export const lockOperation = async (em: EntityManager, id: string): Promise<Operation | null> => {
  await em.execute('select id from operation where id = ? for no key update', [id])
  return em.findOne(Operation, { id }, { refresh: true })
}

/** Every operation that can still do something, oldest first. */
export const openOperations = (em: EntityManager): Promise<Operation[]> =>
  em.find(Operation, { state: 'running' }, { orderBy: { createdAt: 'asc' } })

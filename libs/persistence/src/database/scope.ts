import type { EntityManager } from '@mikro-orm/postgresql'

/** The projects whose rows a caller may see and change. */
export interface Scope {
  readonly projects: readonly string[] | 'all'
}

/** Of the platform's own work: activities, the sweep, migrations. */
export const everything: Scope = { projects: 'all' }

/**
 * The one place where rows are kept to the caller's projects. Every entity with a column `project` carries this
 * filter; an entity manager without a scope throws when it is asked for one of them.
 */
export const byProject = {
  scope: {
    name: 'scope',
    cond: ({ projects }: Partial<Scope>): object =>
      projects === 'all' ? {} : { project: { $in: [...(projects ?? [])] } },
    default: true,
  },
}

export const setScope = (em: EntityManager, scope: Scope): void => em.setFilterParams('scope', { ...scope })

export const scopeOf = (em: EntityManager): Scope => {
  const scope = em.getFilterParams<{ projects?: Scope['projects'] }>('scope')
  if (scope?.projects === undefined) throw new Error('this entity manager has no scope')
  return { projects: scope.projects }
}

/** For SQL by hand on what hangs on operations: a condition on the operation's id, and its parameters. */
export const operationInScope = (em: EntityManager, column = 'operation'): [sql: string, ...unknown[]] => {
  const { projects } = scopeOf(em)
  return projects === 'all'
    ? ['true']
    : [`${column} in (select id from operation where project = any(?::uuid[]))`, arrayOf(projects)]
}

/** An array as PostgreSQL writes it: a parameter that is a list would be spread by the ORM. */
export const arrayOf = (ids: readonly string[]): string =>
  `{${ids.map((id) => `"${id.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

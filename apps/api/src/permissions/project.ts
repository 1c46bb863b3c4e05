import { refuse } from '@slipway/domain'
import { listProjects, usualProject } from '@slipway/persistence'
import { callerOf, type Context } from '../web/context.ts'
import { mayDo, type ProjectPermission } from './permission.ts'
import { isGiven } from '../schema/given.ts'

/**
 * The project in which something new is made: the one asked for, else the usual one. Throws access/Unknown where
 * the caller does not see it, access/NotAllowed where they may not.
 */
export const projectFor = async (
  context: Context,
  permission: ProjectPermission,
  asked: string | null | undefined,
): Promise<string> => {
  const { em } = context.readers
  const found = !isGiven(asked)
    ? await usualProject(em)
    : (await listProjects(em)).find(({ id }) => id === asked)
  if (!found) throw refuse('not-found', 'access/Unknown', { what: 'project', id: asked ?? 'default' })
  allow(context, permission, found.id)
  return found.id
}

/** Throws access/NotAllowed unless the caller may do it in that project. */
export const allow = (context: Context, permission: ProjectPermission, project: string): void => {
  if (!mayDo(callerOf(context).person, permission, project))
    throw refuse('forbidden', 'access/NotAllowed', { permission })
}

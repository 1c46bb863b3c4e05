import type { Scope } from '@slipway/persistence'

/** What somebody may be allowed to do in a project. */
export const projectPermissions = [
  'projects:read',
  'credentials:read',
  'credentials:write',
  'hosts:read',
  'hosts:write',
  'clusters:read',
  'clusters:plan',
  'operations:read',
  'operations:start',
  'accesses:issue',
  'audit:read',
] as const

/** What belongs to no project: one's own affairs, and the platform's. */
export const otherPermissions = ['self', 'temporal:use'] as const

export type ProjectPermission = (typeof projectPermissions)[number]
export type Permission = ProjectPermission | (typeof otherPermissions)[number]

export interface Person {
  id: string
  name: string
  admin: boolean
  /** The projects that they are a member of; all of them for an admin. */
  scope: Scope
}

/** The one rule: admins may do everything everywhere; members may do everything in their projects. */
export const mayDo = ({ scope }: Person, _permission: ProjectPermission, project: string): boolean =>
  scope.projects === 'all' || scope.projects.includes(project)

/** Whether there is anything on which somebody may do it. */
export const mayDoSomewhere = ({ admin, scope }: Person, permission: Permission): boolean => {
  if (permission === 'self') return true
  return permission === 'temporal:use' ? admin : scope.projects === 'all' || scope.projects.length > 0
}

import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import type { Scope } from '../database/scope.ts'
import { ProjectMember } from '../project/project.ts'

export const UserAccount = defineEntity({
  name: 'UserAccount',
  tableName: 'user_account',
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    name: p.text(),
    /** As the maker of the hash gives it, with its parameters. */
    passwordHash: p.text().hidden(),
    admin: p.boolean().default(false),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    disabledAt: p.datetime(3).strictNullable(),
  }),
})
export type UserAccount = InferEntity<typeof UserAccount>

export const findUser = (em: EntityManager, name: string): Promise<UserAccount | null> =>
  em.findOne(UserAccount, { name, disabledAt: null })

export const findUsers = (em: EntityManager, ids: readonly string[]): Promise<UserAccount[]> =>
  em.find(UserAccount, { id: { $in: [...ids] } })

export const countUsers = (em: EntityManager): Promise<number> => em.count(UserAccount)

/** Undefined where a user of that name is there already, among any number of starters at once. */
export const addUser = async (
  em: EntityManager,
  user: { name: string; passwordHash: string; admin: boolean },
): Promise<{ id: string } | undefined> => {
  const rows = await em.execute<{ id: string }[]>(
    'insert into user_account (name, password_hash, admin) values (?, ?, ?) on conflict (name) do nothing returning id',
    [user.name, user.passwordHash, user.admin],
  )
  return rows[0]
}

export const setPasswordHash = async (em: EntityManager, id: string, passwordHash: string): Promise<void> => {
  await em.nativeUpdate(UserAccount, { id }, { passwordHash })
}

/** What a user may see: admins everything, others the projects that they are members of. */
export const scopeOfUser = async (
  em: EntityManager,
  user: { id: string; admin: boolean },
): Promise<Scope> => {
  if (user.admin) return { projects: 'all' }
  const members = await em.find(ProjectMember, { userAccount: user.id })
  return { projects: members.map(({ project }) => project) }
}

import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { scopeOf } from '../database/scope.ts'

export const Project = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    name: p.text(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  }),
})
export type Project = InferEntity<typeof Project>

/** Whose rows the member sees. Roles are kept here, and mean nothing yet but membership. */
export const ProjectMember = defineEntity({
  name: 'ProjectMember',
  tableName: 'project_member',
  properties: (p) => ({
    project: p.uuid().primary(),
    userAccount: p.uuid().primary(),
    role: p.text(),
  }),
})
export type ProjectMember = InferEntity<typeof ProjectMember>

/** Every project of the scope, by name. */
export const listProjects = async (em: EntityManager): Promise<Project[]> => {
  const { projects } = scopeOf(em)
  return em.find(Project, projects === 'all' ? {} : { id: { $in: [...projects] } }, {
    orderBy: { name: 'asc' },
  })
}

/** The project to use where a caller names none: `default`, if it is in the scope, else the first by name. */
export const usualProject = async (em: EntityManager): Promise<Project | undefined> => {
  const projects = await listProjects(em)
  return projects.find(({ name }) => name === 'default') ?? projects[0]
}

import { Context, Query, Resolver } from '@nestjs/graphql'
import { listProjects } from '@slipway/persistence'
import { Allow } from '../permissions/allow.ts'
import type { Context as Asked } from '../web/context.ts'
import { Project } from './types.ts'

@Resolver(() => Project)
export class ProjectsResolver {
  @Query(() => [Project])
  @Allow('projects:read')
  projects(@Context() { readers }: Asked): Promise<Project[]> {
    return listProjects(readers.em)
  }
}

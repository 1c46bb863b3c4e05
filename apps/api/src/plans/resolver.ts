import { Inject } from '@nestjs/common'
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import type { clusterSpecSchema } from '@slipway/domain'
import type { PlanRequest } from '@slipway/operations'
import { ClusterInput } from '../clusters/types.ts'
import { actorOf } from '../operations/actor.ts'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { allow, projectFor } from '../permissions/project.ts'
import { isId, known } from '../schema/id.ts'
import { freshReaders, type Context as Asked } from '../web/context.ts'
import type { z } from 'zod'
import { Plan, PlanResult } from './types.ts'

@Resolver(() => Plan)
export class PlansResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Query(() => Plan, { nullable: true })
  @Allow('operations:read')
  plan(@Args('hash', { type: () => ID }) hash: string, @Context() { readers }: Asked) {
    return readers.plan(hash)
  }

  @Mutation(() => PlanResult)
  @Allow('clusters:plan')
  async createCluster(
    @Args('input', { type: () => ClusterInput }) { project: asked, ...given }: ClusterInput,
    @Context() context: Asked,
  ) {
    const project = await projectFor(context, 'clusters:plan', asked)
    const spec = withoutNulls(given) as z.input<typeof clusterSpecSchema>
    return this.#plan(context, { verb: 'create', project, spec })
  }

  @Mutation(() => PlanResult)
  @Allow('clusters:plan')
  async deleteCluster(
    @Args('id', { type: () => ID }) id: string,
    @Args('removePackages', { type: () => Boolean, nullable: true, defaultValue: false })
    removePackages: boolean | null,
    @Context() context: Asked,
  ) {
    const cluster = known('cluster', id, isId(id) ? await context.readers.cluster(id) : undefined)
    allow(context, 'clusters:plan', cluster.project)
    return this.#plan(context, { verb: 'delete', cluster: id, removePackages: removePackages ?? false })
  }

  async #plan(context: Asked, request: PlanRequest) {
    const { hash } = await this.parts.operations.plan({ request, actor: actorOf(context) })
    context.readers = freshReaders(this.parts.database, context.caller)
    return known('plan', hash, await context.readers.plan(hash))
  }
}

/** What a client leaves out by null takes its usual value. */
const withoutNulls = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))

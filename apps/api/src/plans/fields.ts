import { Context, Float, Parent, ResolveField, Resolver } from '@nestjs/graphql'
import { clusterTarget, targetsOf, type Finding as Found, type Step } from '@slipway/domain'
import { longestWay } from '@slipway/operations'
import type { Plan as Row } from '@slipway/persistence'
import { words } from '@slipway/words'
import { Cluster } from '../clusters/types.ts'
import { Host } from '../hosts/types.ts'
import { known } from '../schema/id.ts'
import type { Context as Asked } from '../web/context.ts'
import { Finding, Plan, PlanStep, Target } from './types.ts'

/** A step with the plan that it is of. */
interface StepOfPlan extends PlanStep {
  step: Step
  plan: Row
}

@Resolver(() => Plan)
export class PlanFields {
  @ResolveField(() => Cluster)
  async cluster(@Parent() plan: Row, @Context() { readers }: Asked) {
    return known('cluster', plan.cluster, await readers.cluster(plan.cluster))
  }

  @ResolveField(() => [PlanStep])
  async steps(@Parent() plan: Row, @Context() { readers }: Asked): Promise<StepOfPlan[]> {
    const medians = await readers.medians(plan.verb)
    return plan.document.steps.map((step) => ({
      ...step,
      tool: step.run.tool,
      action: step.run.action,
      undo: 'action' in step.undo ? step.undo.action : null,
      undoImpossible: 'impossible' in step.undo ? step.undo.impossible : null,
      expectedSeconds: medians?.[step.name] ?? null,
      step,
      plan,
    }))
  }

  @ResolveField(() => [Finding])
  findings(@Parent() { findings }: Row): (Omit<Found, 'host'> & { message: string; hostId?: string })[] {
    return findings.map(({ host, ...finding }) => ({
      ...finding,
      message: words('en', finding.code, finding.data).what,
      ...(host !== undefined && { hostId: host }),
    }))
  }

  @ResolveField(() => Boolean, { description: 'Whether nothing that was found keeps it from starting.' })
  startable(@Parent() { findings }: Row): boolean {
    return findings.every(({ severity }) => severity !== 'blocker')
  }

  @ResolveField(() => Float, {
    nullable: true,
    description: 'Along the longest path, from history; null: never measured.',
  })
  async expectedSeconds(@Parent() { verb, document }: Row, @Context() { readers }: Asked) {
    return longestWay(document, (await readers.medians(verb)) ?? {}).total
  }

  @ResolveField(() => String, { nullable: true })
  bundleVersion(@Parent() { document }: Row): string | null {
    return document.pins.bundle?.version ?? null
  }
}

@Resolver(() => PlanStep)
export class PlanStepFields {
  @ResolveField(() => [Target])
  targets(@Parent() { step, plan }: StepOfPlan): Target[] {
    const { document } = plan
    return targetsOf(document, step).map((id) => ({
      id,
      name: id === clusterTarget ? document.cluster.name : (document.hosts[id]?.name ?? id),
    }))
  }
}

@Resolver(() => Target)
export class TargetFields {
  @ResolveField(() => Host, { nullable: true })
  host(@Parent() { id }: Target, @Context() { readers }: Asked) {
    return id === clusterTarget ? null : readers.host(id)
  }
}

@Resolver(() => Finding)
export class FindingFields {
  @ResolveField(() => Host, { nullable: true })
  host(@Parent() { hostId }: { hostId?: string }, @Context() { readers }: Asked) {
    return hostId === undefined ? null : readers.host(hostId)
  }
}

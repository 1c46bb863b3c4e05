import { defineProblems } from '@slipway/domain'

export const operationProblems = defineProblems('cli', {
  NoOperation: [
    'not-found',
    (data: { operation: string }) => ({
      what: `There is no operation ${data.operation}.`,
      remedy: 'See which there are: slipway operation list.',
    }),
  ],
  NoPlan: [
    'not-found',
    (data: { plan: string }) => ({
      what: `There is no plan ${data.plan}.`,
      remedy: 'Plan anew: slipway cluster create, with --plan-only to look at the plan first.',
    }),
  ],
  OperationFailed: [
    'failed',
    (data: { operation: string; state: string }) => ({
      what: `The operation has ${data.state === 'cancelled' ? 'been cancelled' : 'failed'}.`,
      remedy: `What failed and why: slipway operation show ${data.operation}`,
    }),
  ],
  PlanBlocked: [
    'conflict',
    (data: { blockers: number }) => ({
      what: `${data.blockers === 1 ? 'One finding keeps' : `${data.blockers} findings keep`} this plan from starting.`,
      remedy: 'Do what the findings advise, and give the same command again.',
    }),
  ],
  NotConfirmed: [
    'invalid',
    () => ({
      what: 'Nobody is there to approve the plan.',
      remedy:
        'Approve it by --yes, or look at it first by --plan-only and start it: slipway operation start <plan>.',
    }),
  ],
  NotApproved: [
    'conflict',
    () => ({
      what: 'The plan was not approved; nothing was changed.',
      remedy: 'Give the same command again to be asked again.',
    }),
  ],
})

import type { Area } from '../entry.ts'

export const en = {
  CursorUnknown: {
    what: 'The list cannot go on from {cursor}.',
    remedy: 'Pass a cursor as a page before gave it, or none to begin anew.',
  },
  InputInvalid: {
    what: 'The value of {field} cannot be used: {reason}.',
    remedy: 'Correct it and plan again.',
  },
  ProjectUnknown: {
    what: 'There is no project {project}.',
    remedy: 'Choose one of the projects that you are a member of.',
  },
  HostUnknown: {
    what: 'There is no such host in the project: {hosts}.',
    remedy: 'Choose hosts of the project in which the cluster is made.',
  },
  HostTwice: {
    what: 'The host {host} is named twice.',
    remedy: 'Give every host one role.',
  },
  BundleMissing: {
    what: 'There is no bundle for Kubernetes {version}.',
    why: 'The platform has bundles for: {versions}.',
    remedy: 'Build or import one by slipway bundle, or choose one of those versions.',
  },
  BundlesUnreachable: {
    what: 'The bundles cannot be read.',
    why: '{reason}',
    remedy: 'See whether the part of the platform that serves bundles runs, then try again.',
  },
  PlanUnknown: {
    what: 'There is no plan {plan}.',
    remedy: 'Plan again and start the plan that you then see.',
  },
  PlanStale: {
    what: 'The plan is not what would be done now.',
    why: 'What it was made from has changed since: facts of hosts, the bundle, the platform or the cluster.',
    remedy: 'Plan again, look at what changed, and start the new plan.',
  },
  Blocked: {
    what: 'The operation cannot start: {count} things stand in its way.',
    why: '{findings}',
    remedy: 'Remove each of them, let the hosts be looked at again, and plan again.',
  },
  ClusterBusy: {
    what: 'The cluster {cluster} is busy: {verb} has run since {since}.',
    why: 'It was started by {requestedBy}; only one operation at a time may change a cluster.',
    remedy: 'Wait until the operation {holder} has ended, then plan again.',
  },
  HostBusy: {
    what: 'The host {host} is busy.',
    why: 'The operation {holder} holds it.',
    remedy: 'Wait until that operation has ended, or choose another host.',
  },
  HostTaken: {
    what: 'The host {host} belongs to the cluster {cluster}.',
    remedy: 'Choose another host, or take it out of that cluster first.',
  },
  HolderStillRuns: {
    what: 'The operation {holder} was asked to end and has not yet.',
    why: 'It finishes what must not be left half done; or no worker runs that could end it.',
    remedy: 'Wait a little and start the plan again; see that a worker runs.',
  },
  Ended: {
    what: 'The operation {operation} has ended already.',
    remedy: 'Plan anew and start that plan.',
  },
  Interrupted: {
    what: 'This was under way when the operation ended.',
    why: 'The operation was cancelled, or its end was not waited for.',
    remedy: 'Its state on the host is unknown; the next operation looks before it acts.',
  },
  TemporalUnreachable: {
    what: 'What you asked for cannot be done at the moment.',
    why: 'The workflow server does not answer: {reason}',
    remedy: 'See whether Temporal and a worker run, then try again.',
  },
  PlaybooksMissing: {
    what: 'There are no playbooks in {folder}.',
    remedy: 'Install the platform again; its folder infra/ansible is not complete.',
  },
} as const satisfies Area

import type { HostForPlan } from '../../host.ts'

/** Whether a host is a member of this very cluster already, whose making began and did not end. */
export const isOwn = (host: HostForPlan, cluster: { id: string }): boolean => host.cluster?.id === cluster.id

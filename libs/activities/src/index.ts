import type { EngineActivities, RequestActivities } from '@slipway/workflows'
import { revokeAccess } from './access/revoke.ts'
import { signAccess } from './access/sign.ts'
import type { ActivityDeps } from './deps.ts'
import { gatherFacts } from './facts/gather.ts'
import { kubernetesActions } from './kubernetes/actions.ts'
import { inActivity } from './lane/in-activity.ts'
import { runLane } from './lane/run-lane.ts'
import { asTold } from './lane/told.ts'
import { platformActions } from './platform/actions.ts'

export { ansibleActivity, type AnsibleDependencies, type PlatformVariables } from './ansible/index.ts'
export { servedBundles, type ServedFrom } from './bundle/served-bundles.ts'
export type { ActivityDeps, BundlePin, BundleSource } from './deps.ts'

/** What is done to hosts over SSH. */
export const hostActivities = (deps: ActivityDeps): Pick<RequestActivities, 'gatherFacts'> => ({
  gatherFacts: (hostId) => inActivity((signal) => gatherFacts(deps, hostId, signal)),
})

/** What is done to clusters through their API. */
export const kubernetesActivities = (
  deps: ActivityDeps,
): Pick<EngineActivities, 'kubernetes'> & Pick<RequestActivities, 'signAccess' | 'revokeAccess'> => ({
  kubernetes: (lane) => inActivity((signal) => runLane(deps, kubernetesActions, lane, signal)),
  signAccess: (request) => inActivity((signal) => asTold(signAccess(deps, request, signal))),
  revokeAccess: (accessId) => inActivity((signal) => asTold(revokeAccess(deps, accessId, signal))),
})

/** What is done in the platform's own records. */
export const platformActivities = (deps: ActivityDeps): Pick<EngineActivities, 'platform'> => ({
  platform: (lane) => inActivity((signal) => runLane(deps, platformActions, lane, signal)),
})

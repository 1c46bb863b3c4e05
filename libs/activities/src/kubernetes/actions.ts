import type { Actions } from '../lane/run-lane.ts'
import { applyNetwork } from './apply-network.ts'
import { collectAccess } from './collect-access.ts'
import { placeProbes } from './place-probes.ts'
import { servingCertificates } from './serving-certificates.ts'
import { verifyCluster } from './verify-cluster.ts'

/** What plans ask of the tool `kubernetes`. */
export const kubernetesActions: Actions = {
  'collect-access': collectAccess,
  'apply-network': applyNetwork,
  'place-probes': placeProbes,
  'serving-certificates': servingCertificates,
  'verify-cluster': verifyCluster,
}

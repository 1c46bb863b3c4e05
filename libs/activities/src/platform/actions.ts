import type { Actions } from '../lane/run-lane.ts'
import { forgetCluster } from './forget-cluster.ts'
import { recordCluster } from './record-cluster.ts'

/** What plans ask of the tool `platform`. */
export const platformActions: Actions = {
  'record-cluster': recordCluster,
  'forget-cluster': forgetCluster,
}

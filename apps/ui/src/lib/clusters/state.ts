import type { Look } from '#lib/design/state.ts'

const states = {
  DRAFT: ['waiting', 'screen/ClusterDraft'],
  CREATING: ['running', 'screen/ClusterCreating'],
  RUNNING: ['done', 'screen/ClusterRunning'],
  CHANGING: ['running', 'screen/ClusterChanging'],
  FAILED: ['failed', 'screen/ClusterFailed'],
  DELETING: ['running', 'screen/ClusterDeleting'],
  DELETED: ['skipped', 'screen/ClusterDeleted'],
} as const satisfies Record<string, readonly [Look, string]>

/** How a cluster's state looks and what it is called. */
export const clusterState = (state: keyof typeof states) => ({
  look: states[state][0],
  code: states[state][1],
})

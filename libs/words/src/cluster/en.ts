import type { Area } from '../entry.ts'

export const en = {
  Unknown: {
    what: 'There is no cluster {cluster}.',
    remedy: 'List the clusters that you may see; it may belong to another project.',
  },
  NameTaken: {
    what: 'There is a cluster {name} already.',
    remedy: 'Choose another name, or delete the one that is there.',
  },
  Deleted: {
    what: 'The cluster {name} is deleted.',
    remedy: 'There is nothing left to do; its history stays.',
  },
  SecretMissing: {
    what: 'The cluster has no secret {reference}.',
    why: 'The step that stores it did not do so, or the cluster was deleted meanwhile.',
    remedy: 'Start the operation again.',
  },
} as const satisfies Area

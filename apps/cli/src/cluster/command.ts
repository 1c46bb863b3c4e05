import type { Command } from 'commander'
import { room } from '../command/api-command.ts'
import { createCommand } from './create.ts'
import { deleteCommand } from './delete.ts'
import { kubeconfigCommand } from './kubeconfig.ts'
import { listCommand } from './list.ts'
import { revokeCommand } from './revoke.ts'
import { showCommand } from './show.ts'

/** `slipway cluster`: make, see, enter and delete clusters. */
export const clusterCommand = (): Command =>
  room('cluster', 'make, see, enter and delete clusters', [
    createCommand(),
    listCommand(),
    showCommand(),
    kubeconfigCommand(),
    revokeCommand(),
    deleteCommand(),
  ])

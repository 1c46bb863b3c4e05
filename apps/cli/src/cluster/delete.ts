import type { Command } from 'commander'
import { apiCommand, connect } from '../command/api-command.ts'
import { findCluster } from '../command/find.ts'
import { proceed, withPlanOptions, type ProceedOptions } from '../operation/proceed.ts'
import { deleteClusterDocument } from './documents.ts'

export const deleteCommand = (): Command =>
  withPlanOptions(
    apiCommand(
      'delete',
      'give a cluster’s hosts back as they were found, whatever state it is in',
      'slipway cluster delete demo',
      'slipway cluster delete demo --remove-packages --yes',
    ),
  )
    .argument('<cluster>', 'its name or id')
    .option('--remove-packages', 'also the OS packages that were installed')
    .action(async (wanted: string, options: ProceedOptions & { removePackages?: true }) => {
      const client = await connect()
      const { id } = await findCluster(client, wanted, { deleted: false })
      const removePackages = options.removePackages === true
      const { deleteCluster } = await client.ask(deleteClusterDocument, { id, removePackages })
      await proceed(client, client.granted(deleteCluster), { ...options, destroys: true })
    })

import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findCluster } from '../command/find.ts'
import { commandProblems } from '../command/problems.ts'
import { clusterDocument } from './documents.ts'
import { clusterLines } from './view.ts'

export const showCommand = (): Command =>
  apiCommand('show', 'a cluster: nodes, accesses, operations', 'slipway cluster show demo')
    .argument('<cluster>', 'its name or id')
    .action(async (wanted: string, options: Common) => {
      const client = await connect()
      const { id } = await findCluster(client, wanted, { deleted: true })
      const { cluster } = await client.ask(clusterDocument, { id })
      if (!cluster)
        throw commandProblems.NothingNamed({ noun: 'cluster', name: wanted, list: 'slipway cluster list' })
      answer(options, cluster, clusterLines(cluster).join('\n'))
    })

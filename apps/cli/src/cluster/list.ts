import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { listClusters, projectId } from '../command/find.ts'
import { clusterTable } from './view.ts'

export const listCommand = (): Command =>
  apiCommand('list', 'the clusters', 'slipway cluster list')
    .option('--project <project>', 'of this project only')
    .option('--deleted', 'those too that were deleted')
    .action(async (options: Common & { project?: string; deleted?: true }) => {
      const client = await connect()
      const project = await projectId(client, options.project)
      const clusters = await listClusters(client, { project, deleted: options.deleted === true })
      answer(options, clusters, clusterTable(clusters))
    })

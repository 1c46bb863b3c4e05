import {
  ansibleActivity,
  hostActivities,
  kubernetesActivities,
  platformActivities,
  servedBundles,
} from '@slipway/activities'
import { engineState, pinnedPlaybooks } from '@slipway/operations'
import type { Database, Vault } from '@slipway/persistence'
import type { Settings } from '@slipway/settings'
import {
  laneProgressSignal,
  workflowIdOf,
  type EngineActivities,
  type RequestActivities,
} from '@slipway/workflows'
import type { Client } from '@temporalio/client'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Dependencies {
  settings: Settings
  database: Database
  vault: Vault
  client: Client
}

/** Everything that workflows may call, by the queue that it is called on. */
export interface Activities {
  control: Omit<EngineActivities, 'ansible'> & RequestActivities
  runner: Pick<EngineActivities, 'ansible'>
}

export const makeActivities = ({ settings, database, vault, client }: Dependencies): Activities => {
  const { data } = settings
  const deps = { database, vault, bundles: servedBundles(() => served(settings)) }
  return {
    control: {
      ...engineState(database),
      ...hostActivities(deps),
      ...kubernetesActivities(deps),
      ...platformActivities(deps),
    },
    runner: ansibleActivity({
      database,
      vault,
      runs: join(data, 'runs'),
      playbooks: (digest) => pinnedPlaybooks(data, digest),
      platform: async () => {
        const { filesUrl, registry, ca } = await served(settings)
        return { files_url: filesUrl, registry, ca_pem: ca }
      },
      signal: async (operationId, progress) => {
        await client.workflow.getHandle(workflowIdOf(operationId)).signal(laneProgressSignal, progress)
      },
    }),
  }
}

/** Where hosts and workers fetch bundles. Read each time: the certificate is made when the platform first serves. */
const served = async ({ hosts }: Settings): Promise<{ filesUrl: string; registry: string; ca: string }> => {
  const { filesUrl, registry, ca } = hosts
  if (filesUrl === undefined || registry === undefined || ca === undefined)
    throw new Error('a worker needs hosts.filesUrl, hosts.registry and hosts.ca in its settings')
  return { filesUrl, registry, ca: await readFile(ca, 'utf8') }
}

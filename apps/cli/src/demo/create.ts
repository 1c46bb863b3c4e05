import { Problem } from '@slipway/domain'
import { setTimeout as pause } from 'node:timers/promises'
import { platformDocument, type Client } from '../client/index.ts'
import { createClusterDocument, deleteClusterDocument } from '../cluster/documents.ts'
import { listClusters } from '../command/find.ts'
import type { HostView } from '../host/view.ts'
import { startOperationDocument } from '../operation/documents.ts'
import { listOperations } from '../operation/find.ts'
import { planLines, watchOperation, type PlanView } from '../operation/index.ts'
import { planWidth } from '../operation/proceed.ts'
import { operationProblems } from '../operation/problems.ts'
import { names, type Demo } from './context.ts'
import { demoProblems } from './problems.ts'

export const ownCluster = async (client: Client) =>
  (await listClusters(client, { deleted: false })).find(({ name }) => name === names.cluster)

/**
 * Makes the cluster, or goes on with what an earlier run has begun: its open operation is watched to its end, and
 * what is neither whole nor under way is planned anew.
 */
export const requireCluster = async (
  demo: Demo,
  client: Client,
  version: string,
  register: () => Promise<HostView[]>,
): Promise<{ id: string }> => {
  for (;;) {
    const cluster = await ownCluster(client)
    if (cluster?.state === 'RUNNING') return cluster
    if (cluster?.openOperation) {
      await watch(demo, client, cluster.openOperation.id)
      continue
    }
    const hosts = await register()
    await waitForBundle(demo, client, version)
    const input = {
      name: names.cluster,
      kubernetesVersion: version,
      controlPlanes: hosts.filter(({ name }) => name === names.controlPlane).map(({ id }) => id),
      workers: hosts.filter(({ name }) => name !== names.controlPlane).map(({ id }) => id),
    }
    try {
      const { createCluster } = await client.ask(createClusterDocument, { input })
      await runPlan(demo, client, client.granted(createCluster), 'npm run demo')
    } catch (error) {
      // a failed cluster that cannot be planned anew makes room first
      if (!cluster || !(error instanceof Problem) || error.kind !== 'conflict') throw error
      await deleteOwnCluster(demo, client)
    }
  }
}

/** Gives the hosts back as they were; the packages stay. */
export const deleteOwnCluster = async (demo: Demo, client: Client): Promise<void> => {
  for (;;) {
    const cluster = await ownCluster(client)
    if (!cluster) return
    if (cluster.openOperation?.verb === 'delete') {
      await watch(demo, client, cluster.openOperation.id)
      continue
    }
    const { deleteCluster } = await client.ask(deleteClusterDocument, {
      id: cluster.id,
      removePackages: false,
    })
    await runPlan(demo, client, client.granted(deleteCluster), 'the demo is taken down')
  }
}

/** How long the last creation took, in seconds. */
export const createSeconds = async (client: Client, cluster: string): Promise<number> => {
  const operations = await listOperations(client, { cluster }, 20)
  const create = operations.find(({ verb, state }) => verb === 'create' && state === 'SUCCEEDED')
  return create?.endedAt ? (Date.parse(create.endedAt) - Date.parse(create.createdAt)) / 1000 : NaN
}

const runPlan = async (demo: Demo, client: Client, plan: PlanView, reason: string): Promise<void> => {
  const { language } = client
  for (const line of planLines(plan, { width: planWidth(), language })) demo.say(line)
  if (!plan.startable) {
    const blockers = plan.findings.filter(({ severity }) => severity === 'BLOCKER').length
    throw operationProblems.PlanBlocked({ blockers })
  }
  const { startOperation } = await client.ask(startOperationDocument, { planHash: plan.hash, reason })
  await watch(demo, client, client.granted(startOperation).operation.id)
}

const watch = async ({ signal }: Demo, client: Client, id: string): Promise<void> => {
  const { operation } = await watchOperation(client, id, { output: process.stderr, signal })
  if (operation.state !== 'SUCCEEDED')
    throw operationProblems.OperationFailed({ operation: id, state: operation.state.toLowerCase() })
}

const bundleSeconds = 120

/** A bundle that has just been built is checked before it is served; nothing tells clients when that is done. */
const waitForBundle = async ({ signal }: Demo, client: Client, version: string): Promise<void> => {
  const end = Date.now() + bundleSeconds * 1000
  for (;;) {
    const { platform } = await client.ask(platformDocument)
    if (platform.bundles.some(({ kubernetesVersion }) => kubernetesVersion === version)) return
    if (Date.now() > end) throw demoProblems.BundleUnseen({ version })
    await pause(500, undefined, { signal })
  }
}

import { endPlatform } from '@slipway/platform'
import { withProgress } from '@slipway/system'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '../client/index.ts'
import { listCredentials } from '../command/find.ts'
import { removeCredentialDocument } from '../credential/documents.ts'
import { removeHostDocument } from '../host/documents.ts'
import type { Demo } from './context.ts'
import { deleteOwnCluster } from './create.ts'
import { credentialPrefix, ownHosts } from './register.ts'
import { requirePlatform, signIn } from './sign-in.ts'

/** Deletes the cluster and lets the platform forget its hosts, so that the next demo begins anew. */
export const forgetDemo = async (demo: Demo, client: Client): Promise<void> => {
  await deleteOwnCluster(demo, client)
  for (const { id } of await ownHosts(client))
    client.granted((await client.ask(removeHostDocument, { id })).removeHost)
  for (const { id, name, hosts } of await listCredentials(client))
    if (name.startsWith(credentialPrefix) && hosts === 0)
      client.granted((await client.ask(removeCredentialDocument, { id })).removeCredential)
}

/** Ends hosts and, if wished, the platform; what the platform knows stays in the data folder. */
export const endAll = async (demo: Demo, options: { platform: boolean }): Promise<void> => {
  const { progress, sandbox, settings } = demo
  if (options.platform) await withProgress(progress, 'end the platform', () => endPlatform(settings.data))
  await withProgress(progress, 'take the hosts down', () => sandbox.down())
}

/**
 * Leaves nothing outside the data folder. A cluster that cannot be deleted in order is said, and goes with its hosts.
 */
export const takeDown = async (demo: Demo): Promise<void> => {
  const { settings, say, sandbox, signal } = demo
  const known = await stat(join(settings.data, 'platform')).catch(() => undefined)
  const hosts = known ? (await sandbox.list()).hosts : []
  if (hosts.length > 0) {
    try {
      const { url } = await requirePlatform(demo)
      await forgetDemo(demo, await signIn(demo, url))
    } catch (error) {
      signal.throwIfAborted()
      say(`the platform could not delete the cluster in order; its hosts go all the same\n${String(error)}`)
    }
  }
  await endAll(demo, { platform: true })
}

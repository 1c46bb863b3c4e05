import { keysFolder, serveBundles, Store, trustedKeys } from '@slipway/bundle'
import { bundleManifestSchema } from '@slipway/domain'
import { openSandbox, type HostAccess, type Sandbox } from '@slipway/sandbox'
import { makeTestFolder, removeTestFolder } from '@slipway/sandbox/testing'
import { dataFolder, run, silentProgress } from '@slipway/system'
import { bundleVariables } from '@slipway/workflows'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onHost } from '../../testing/on-host.ts'

/** Hosts to run roles on, with a bundle served to them and the variables of one cluster. */
export interface Ground {
  folder: string
  sandbox: Sandbox
  hosts: Record<string, HostAccess>
  variables: Record<string, unknown>
  /** What a plan gives as references to secrets. */
  secrets: { join_token: string; certificate_key: string; encryption_key: string }
  /** Serves no longer, as when the platform is off. */
  stopPlatform(): Promise<void>
  /** What a command line on a host writes; throws where it fails. */
  on(host: string, commandLine: string): Promise<string>
  close(): Promise<void>
}

export const endpoint = 'api.roles.slipway.internal'

/** Hosts whose names begin with cp are control planes. Throws where the bundle of that version is not built. */
export const makeGround = async (version: string, names: readonly string[]): Promise<Ground> => {
  const folder = await makeTestFolder()
  const sandbox = await openSandbox({ dataFolder: folder })
  try {
    const list = await sandbox.up(names.map((name) => ({ name })))
    const hosts = Object.fromEntries(list.map((host) => [host.name, host]))
    const serving = await serve(version, folder, sandbox)
    return {
      ...{ folder, sandbox, hosts },
      variables: await variablesOf(version, serving, list),
      secrets: {
        join_token: `${randomBytes(3).toString('hex')}.${randomBytes(8).toString('hex')}`,
        certificate_key: randomBytes(32).toString('hex'),
        encryption_key: randomBytes(32).toString('base64'),
      },
      stopPlatform: () => serving.close(),
      on: (host, commandLine) => onHost(hosts[host], commandLine),
      close: async () => {
        await serving.close()
        await removeTestFolder(folder)
      },
    }
  } catch (error) {
    await removeTestFolder(folder)
    throw error
  }
}

const serve = async (version: string, folder: string, sandbox: Sandbox) => {
  const { gateway } = await sandbox.list()
  if (!gateway) throw new Error('the sandbox has no network')
  const keys = keysFolder(dataFolder())
  return serveBundles({
    store: new Store(join(dataFolder(), 'bundles')),
    trust: { keys: await trustedKeys(keys), folder: keys },
    versions: [version],
    dataFolder: folder,
    listen: { addresses: [gateway], filesPort: 0, registryPort: 0 },
    progress: silentProgress,
    signal: new AbortController().signal,
  })
}

const variablesOf = async (
  version: string,
  serving: { filesUrl: string; registryUrl: string; caPath: string },
  hosts: readonly HostAccess[],
): Promise<Record<string, unknown>> => {
  const ask = async (path: string): Promise<unknown> => {
    const curl = ['curl', '--silent', '--fail', '--cacert', serving.caPath] as const
    return JSON.parse((await run([...curl, `${serving.filesUrl}${path}`])).stdout)
  }
  const listed = (await ask('/bundles')) as { version: string; digest: string }[]
  const { digest = '' } = listed.find((bundle) => bundle.version === version) ?? {}
  const manifest = bundleManifestSchema.parse(await ask(`/bundles/${digest}/manifest.json`))
  const controlPlanes = hosts.filter(({ name }) => name.startsWith('cp'))
  return {
    bundle: bundleVariables(manifest, digest),
    platform: {
      files_url: serving.filesUrl,
      registry: new URL(serving.registryUrl).host,
      ca_pem: await readFile(serving.caPath, 'utf8'),
    },
    cluster: {
      id: randomUUID(),
      name: 'roles',
      endpoint_name: endpoint,
      ...{ endpoint_port: 6444, api_port: 6443 },
      ...{ pod_network: '10.244.0.0/16', service_network: '10.96.0.0/16', dns_domain: 'cluster.local' },
      ...{ proxy_mode: 'nftables', api_names: ['roles.example.org'] },
      control_planes: controlPlanes.map(({ name, address }) => ({ name, address })),
    },
  }
}

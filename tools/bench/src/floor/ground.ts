import { buildBundle, keysFolder, listBundles, serveBundles, Store, trustedKeys } from '@slipway/bundle'
import { openSandbox, type HostAccess } from '@slipway/sandbox'
import { cacheFolder, dataFolder, type Progress } from '@slipway/system'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What the scripts by hand run on: fresh hosts, and the bundles served to them. */
export interface Ground {
  hosts: HostAccess[]
  /** The environment that the scripts read, but for VERSION. */
  env: Record<string, string>
  /** Packets that the hosts sent to anywhere but their network and the platform. */
  outsidePackets(): Promise<number>
  close(): Promise<void>
}

export interface Benchmark {
  progress: Progress
  signal: AbortSignal
}

/** The benchmarks' own part of the data folder. */
export const benchFolder = (): string => join(dataFolder(), 'bench')

/** Builds what is missing of these versions; the time for that is never part of a measurement. */
export const requireBundles = async (
  versions: readonly string[],
  { progress, signal }: Benchmark,
): Promise<void> => {
  const store = new Store(join(dataFolder(), 'bundles'))
  const here = listBundles(await store.readIndex()).map(({ version }) => version)
  for (const version of versions)
    if (!here.includes(version))
      await buildBundle(
        version,
        { store, cacheFolder: cacheFolder(), progress, signal },
        { dataFolder: dataFolder(), source: 'modules', operatingSystems: ['debian-12'] },
      )
}

/** Fresh hosts, and the address at which they reach this machine. */
export interface Hosts {
  hosts: HostAccess[]
  gateway: string
  outsidePackets(): Promise<number>
  close(): Promise<void>
}

/** Boots hosts of these names; those of an earlier run are gone first. */
export const bootHosts = async (names: readonly string[]): Promise<Hosts> => {
  const sandbox = await openSandbox({ dataFolder: benchFolder() })
  await sandbox.down()
  try {
    const hosts = await sandbox.up(names.map((name) => ({ name })))
    const { gateway } = await sandbox.list()
    if (!gateway) throw new Error('the sandbox has no network')
    return {
      ...{ hosts, gateway },
      outsidePackets: () => sandbox.outsidePackets(),
      close: () => sandbox.down(),
    }
  } catch (error) {
    await sandbox.down()
    throw error
  }
}

/** Boots hosts and serves the versions on their gateway. */
export const prepareGround = async (
  names: readonly string[],
  versions: readonly string[],
  { progress, signal }: Benchmark,
): Promise<Ground> => {
  const folder = benchFolder()
  const out = join(folder, 'out')
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true, mode: 0o700 })
  const booted = await bootHosts(names)
  const { hosts, gateway } = booted
  try {
    const keys = keysFolder(dataFolder())
    const serving = await serveBundles({
      store: new Store(join(dataFolder(), 'bundles')),
      trust: { keys: await trustedKeys(keys), folder: keys },
      ...{ versions, dataFolder: folder, progress, signal },
      listen: { addresses: [gateway], filesPort: 0, registryPort: 0 },
    })
    const sshConfig = join(out, 'ssh_config')
    await writeFile(sshConfig, hosts.map(sshEntry).join(''))
    return {
      hosts,
      env: {
        FILES: serving.filesUrl,
        REGISTRY: new URL(serving.registryUrl).host,
        CA: serving.caPath,
        SSH_CONFIG: sshConfig,
        OUT: out,
      },
      outsidePackets: () => booted.outsidePackets(),
      close: async () => {
        await serving.close()
        await booted.close()
        await rm(out, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await booted.close()
    throw error
  }
}

const sshEntry = ({ name, address, user, keyPath, knownHostsPath }: HostAccess): string => `Host ${name}
  HostName ${address}
  User ${user}
  IdentityFile ${keyPath}
  IdentitiesOnly yes
  UserKnownHostsFile ${knownHostsPath}
  StrictHostKeyChecking yes
  LogLevel ERROR
`

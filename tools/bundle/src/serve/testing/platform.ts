import { silentProgress } from '@slipway/system'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Store } from '../../store/store.ts'
import type { ServeOptions } from '../options.ts'
import { registryProgram } from './registry-program.ts'
import {
  publishSample,
  sampleBinary,
  sampleImage,
  samplePackages,
  sampleTrust,
} from '../../testing/sample-bundle.ts'

/** A store with two bundles; both hold the registry program and one image of the same path from two upstreams. */
export const samplePlatform = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-serve-'))
  const store = new Store(join(folder, 'store'))
  const registry = sampleBinary('registry', 'platform', await store.addFile(await registryProgram()))
  const kubelet = await store.addBytes('kubelet of 1.36.3')
  const images = {
    upstream: await sampleImage(store, 'registry.k8s.io/tools/echo', 'v1.0.0', [
      'shared layer',
      'its own layer',
    ]),
    other: await sampleImage(store, 'docker.io/tools/echo', 'v1.0.0', ['shared layer', 'another layer']),
    newer: await sampleImage(store, 'registry.k8s.io/tools/echo', 'v2.0.0', [
      'shared layer',
      'a newer layer',
    ]),
  }
  const publish = async () => {
    await publishSample(store, '1.36.3', [
      registry,
      sampleBinary('kubelet', 'kubernetes', kubelet),
      images.upstream.artifact,
      images.other.artifact,
      ...(await samplePackages(store)),
    ])
    await publishSample(store, '1.37.1', [registry, images.newer.artifact])
  }
  await publish()
  const dataFolder = join(folder, 'data')
  const options = (changes: Partial<ServeOptions> = {}): ServeOptions => ({
    store,
    trust: sampleTrust,
    dataFolder,
    listen: { addresses: ['127.0.0.1'], filesPort: 0, registryPort: 0 },
    progress: silentProgress,
    signal: new AbortController().signal,
    ...changes,
  })
  return {
    store,
    images,
    kubelet,
    dataFolder,
    options,
    publish,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export type SamplePlatform = Awaited<ReturnType<typeof samplePlatform>>

/** Process ids of the registries that serve from this data folder, as the kernel lists them. */
export const registryPids = async (dataFolder: string): Promise<number[]> => {
  const config = join(dataFolder, 'serve/registry.yml')
  const commands = (await readdir('/proc'))
    .filter((name) => /^\d+$/.test(name))
    .map(
      async (pid) => [Number(pid), await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const,
    )
  return (await Promise.all(commands))
    .filter(([, line]) => line.split('\0').includes(config))
    .map(([pid]) => pid)
}

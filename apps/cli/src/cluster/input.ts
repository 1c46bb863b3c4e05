import type { Client } from '../client/client.ts'
import { platformDocument } from '../client/documents.ts'
import type { ClusterInput } from '../client/types.generated.ts'
import { findHosts, projectId } from '../command/find.ts'
import { commandProblems } from '../command/problems.ts'
import { readSpec, type SpecFile } from './spec-file.ts'

export interface InputOptions {
  project?: string
  file?: string
  version?: string
  controlPlane?: string[]
  worker?: string[]
  podNetwork?: string
  serviceNetwork?: string
  proxyMode?: string
  apiName?: string[]
}

/** What to ask for: the file first, then what the options say instead. */
export const clusterInput = async (
  client: Client,
  name: string | undefined,
  options: InputOptions,
): Promise<ClusterInput> => {
  const spec = merged(name, options.file === undefined ? {} : await readSpec(options.file), options)
  if (!spec.name) throw commandProblems.Missing({ what: 'name of the cluster', option: 'an argument' })
  if (!spec.controlPlanes?.length)
    throw commandProblems.Missing({ what: 'control plane', option: '--control-plane' })
  const project = await projectId(client, options.project)
  const wanted = [...spec.controlPlanes, ...(spec.workers ?? [])]
  const ids = (await findHosts(client, wanted, project)).map(({ id }) => id)
  return {
    ...spec,
    project,
    name: spec.name,
    kubernetesVersion: spec.kubernetesVersion ?? (await newestVersion(client)),
    controlPlanes: ids.slice(0, spec.controlPlanes.length),
    workers: ids.slice(spec.controlPlanes.length),
  }
}

/** Options win over the file, each as a whole. */
export const merged = (name: string | undefined, file: SpecFile, options: InputOptions): SpecFile => {
  const said = {
    name,
    kubernetesVersion: options.version,
    controlPlanes: options.controlPlane,
    workers: options.worker,
    podNetwork: options.podNetwork,
    serviceNetwork: options.serviceNetwork,
    proxyMode: options.proxyMode,
    apiNames: options.apiName,
  }
  return { ...file, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) }
}

/** Of the bundles that the platform has. */
const newestVersion = async (client: Client): Promise<string> => {
  const { platform } = await client.ask(platformDocument)
  const versions = platform.bundles.map(({ kubernetesVersion }) => kubernetesVersion)
  const newest = versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))[0]
  if (newest === undefined) throw commandProblems.Missing({ what: 'Kubernetes version', option: '--version' })
  return newest
}

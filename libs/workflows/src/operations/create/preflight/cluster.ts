import type { Finding } from '@slipway/domain'
import { missingArtifacts } from '../../bundle-variables.ts'
import type { CreateInput } from '../contract.ts'
import { blocker, warning } from './finding.ts'

/** What is wrong with the cluster as a whole: its control planes, its hosts' roles, its bundle. */
export const clusterFindings = ({ spec, bundle }: CreateInput): Finding[] => [
  ...controlPlanes(spec.controlPlanes.length),
  ...(spec.workers.length === 0 ? [warning('NoWorkers', {})] : []),
  ...bundleFits(spec.kubernetesVersion, bundle.manifest),
]

/** etcd needs more than half of its members: an even number bears no more losses than one less does. */
const controlPlanes = (count: number): Finding[] => {
  if (count % 2 === 0) return [blocker('EvenControlPlanes', { count })]
  return count > 1 ? [blocker('ControlPlanesNotYet', { count })] : []
}

const bundleFits = (version: string, manifest: CreateInput['bundle']['manifest']): Finding[] => {
  const missing = missingArtifacts(manifest)
  return [
    ...(manifest.kubernetes === version
      ? []
      : [blocker('BundleOfOtherVersion', { version, bundle: manifest.kubernetes })]),
    ...(missing.length === 0 ? [] : [blocker('ArtifactsMissing', { version, artifacts: missing })]),
  ]
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { bundleProblems } from '../problems.ts'

const version = z.string().regex(/^\d+\.\d+\.\d+$/)

/** Which version of every component goes with one Kubernetes version, without the leading v. */
export const componentsSchema = z.strictObject({
  kubernetes: version,
  /** At least 3.6.11 before a later upgrade to 3.7 (etcd's upgrade guide). */
  etcd: version,
  etcdTools: version,
  /** As `kubeadm config images list` of this Kubernetes version asks. */
  coredns: version,
  pause: version,
  containerd: version,
  runc: version,
  crictl: version,
  cniPlugins: version,
  flannelCni: version,
  flannel: version,
  registry: version,
})
export type Components = z.infer<typeof componentsSchema>

const folder = join(import.meta.dirname, '../../versions')

/** The Kubernetes versions that can be built, oldest first. */
export const knownVersions = async (): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort(new Intl.Collator('en', { numeric: true }).compare)

/** Throws VersionUnknown, naming those that are known. */
export const componentsOf = async (kubernetes: string): Promise<Components> => {
  const known = await knownVersions()
  if (!known.includes(kubernetes)) throw bundleProblems.VersionUnknown({ version: kubernetes, known })
  return componentsSchema.parse(JSON.parse(await readFile(join(folder, `${kubernetes}.json`), 'utf8')))
}

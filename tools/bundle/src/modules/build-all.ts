import { availableParallelism } from 'node:os'
import pMap from 'p-map'
import type { BuildContext } from '../build/context.ts'
import type { Components } from '../version/components.ts'
import { buildProgram, type BuiltProgram } from './build-program.ts'

/** Recipe → the component whose version it is built at; what takes longest comes first. */
const recipes = {
  kubernetes: 'kubernetes',
  coredns: 'coredns',
  registry: 'registry',
  containerd: 'containerd',
  flannel: 'flannel',
  etcd: 'etcd',
  'etcd-tools': 'etcdTools',
  runc: 'runc',
  crictl: 'crictl',
  'cni-plugins': 'cniPlugins',
  'flannel-cni': 'flannelCni',
  pause: 'pause',
} as const satisfies Record<string, keyof Components>

export type RecipeName = keyof typeof recipes
export type Programs = Record<RecipeName, BuiltProgram>

/** Every recipe at its version of these components, as [recipe, version]. */
export const recipesOf = (components: Components): [RecipeName, string][] =>
  (Object.keys(recipes) as RecipeName[]).map((name) => [name, components[recipes[name]]])

/** Builds side by side: linking leaves cores idle that another recipe's compiling can use. */
export const buildAll = async (components: Components, context: BuildContext): Promise<Programs> => {
  const built = await pMap(
    recipesOf(components),
    async ([name, version]) => [name, await buildProgram(name, version, context)] as const,
    { concurrency: availableParallelism(), signal: context.signal },
  )
  return Object.fromEntries(built) as Programs
}

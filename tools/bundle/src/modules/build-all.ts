import { availableParallelism } from 'node:os'
import { together } from '../build/together.ts'
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
  const waiting = recipesOf(components)
  const buildNext = async (signal: AbortSignal): Promise<[RecipeName, BuiltProgram][]> => {
    const next = waiting.shift()
    if (!next) return []
    signal.throwIfAborted()
    const [name, version] = next
    const built = await buildProgram(name, version, { ...context, signal })
    return [[name, built], ...(await buildNext(signal))]
  }
  const lanes = Array.from({ length: availableParallelism() }, () => buildNext)
  const built = await together(context.signal, (signal) => lanes.map((lane) => lane(signal)))
  return Object.fromEntries(built.flat()) as Programs
}

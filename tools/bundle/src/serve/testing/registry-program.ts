import { cacheFolder, silentProgress } from '@slipway/system'
import { buildProgram } from '../../modules/build-program.ts'
import { componentsOf } from '../../version/components.ts'

/** The registry as the bundle builds it, from the cache if it was built before. */
export const registryProgram = async (): Promise<string> => {
  const { registry } = await componentsOf('1.36.3')
  const context = {
    cacheFolder: cacheFolder(),
    progress: silentProgress,
    signal: new AbortController().signal,
  }
  const built = await buildProgram('registry', registry, context)
  const file = built.files['registry']
  if (!file) throw new Error('the recipe "registry" builds no program of that name')
  return file.path
}

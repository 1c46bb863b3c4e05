import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { instanceId, namesOf, type Names } from './names.ts'

/** One sandbox: its id, its folder, and what it is called on the machine. */
export interface Instance {
  readonly id: string
  /** The sandbox's own folder inside the platform's data folder. */
  readonly folder: string
  /** Where templates are kept that all sandboxes of the machine share. */
  readonly cacheFolder: string
  readonly names: Names
  /** Takes one line of progress. */
  readonly report: (line: string) => void
}

export interface InstanceOptions {
  dataFolder: string
  cacheFolder: string
  report?: (line: string) => void
}

/** Nothing is made: the id follows from the folder's place alone, so that `down` needs no memory of `up`. */
export const locateInstance = async (options: InstanceOptions): Promise<Instance> => {
  const folder = join(await realPathOf(resolve(options.dataFolder)), 'sandbox')
  const id = instanceId(folder)
  return {
    id,
    folder,
    cacheFolder: join(resolve(options.cacheFolder), 'sandbox'),
    names: namesOf(id),
    report: options.report ?? (() => {}),
  }
}

/** Also of a folder that is yet to be made: its nearest existing parent is resolved. */
const realPathOf = async (path: string): Promise<string> => {
  try {
    return await realpath(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return join(await realPathOf(dirname(path)), basename(path))
  }
}

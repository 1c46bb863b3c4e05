import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { freezing, readHierarchies, type Hierarchy } from './hierarchies.ts'

/** One cgroup by name, in every hierarchy of the machine. */
export interface Group {
  readonly folders: readonly string[]
  /** The folder whose cgroup.procs, and those below, name all its processes. */
  readonly processes: string
  readonly freezer: { readonly file: string; readonly freeze: string; readonly thaw: string }
  readonly hierarchies: readonly Hierarchy[]
}

/** Nothing is made. `name` is a path under the root of each hierarchy, such as slipway-1a2b3c/web. */
export const groupNamed = async (name: string): Promise<Group> => {
  const hierarchies = await readHierarchies()
  const chosen = freezing(hierarchies)
  if (chosen === undefined) throw new Error('no cgroup hierarchy: requirements were not checked')
  const processes = join(chosen.mountPoint, name)
  return {
    hierarchies,
    folders: hierarchies.map(({ mountPoint }) => join(mountPoint, name)),
    processes,
    freezer:
      chosen.version === 1
        ? { file: join(processes, 'freezer.state'), freeze: 'FROZEN', thaw: 'THAWED' }
        : { file: join(processes, 'cgroup.freeze'), freeze: '1', thaw: '0' },
  }
}

/** Makes a group everywhere that takes processes. */
export const makeLeaf = async (group: Group): Promise<void> => {
  for (const folder of group.folders) {
    await mkdir(folder, { recursive: true })
    await inheritProcessors(folder)
  }
}

/** Makes a group everywhere that takes other groups. */
export const makeParent = async (group: Group): Promise<void> => {
  await makeLeaf(group)
  for (const folder of group.folders) await handDownControllers(folder)
}

/** A cpuset group of version 1 takes no process before it has been given processors and memory. */
const inheritProcessors = async (folder: string): Promise<void> => {
  for (const setting of ['cpuset.cpus', 'cpuset.mems']) {
    const own = await readOrEmpty(join(folder, setting))
    if (own.trim() !== '') continue
    const parents = await readOrEmpty(join(dirname(folder), setting))
    if (parents.trim() !== '' && !(await isVersion2(folder))) await writeFile(join(folder, setting), parents)
  }
}

/** In version 2 a controller works below a group only where the group says so. */
const handDownControllers = async (folder: string): Promise<void> => {
  if (!(await isVersion2(folder))) return
  const controllers = (await readOrEmpty(join(folder, 'cgroup.controllers'))).split(/\s+/).filter(Boolean)
  if (controllers.length === 0) return
  await writeFile(
    join(folder, 'cgroup.subtree_control'),
    controllers.map((controller) => `+${controller}`).join(' '),
  )
}

const isVersion2 = async (folder: string): Promise<boolean> =>
  (await readOrEmpty(join(folder, 'cgroup.type'))) !== ''

const readOrEmpty = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return '' // not of this hierarchy
  }
}

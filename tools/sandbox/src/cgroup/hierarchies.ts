import { readFile } from 'node:fs/promises'

export interface Hierarchy {
  readonly mountPoint: string
  readonly version: 1 | 2
  /** Of version 1: what it controls, such as memory, or name=systemd. */
  readonly controllers: readonly string[]
}

/** The cgroup hierarchies that this machine has, each once. `mountInfo` is the content of /proc/self/mountinfo. */
export const parseHierarchies = (mountInfo: string): Hierarchy[] => {
  const found = new Map<string, Hierarchy>()
  for (const line of mountInfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ')
    const [type, , options = ''] = after.split(' ')
    const mountPoint = before.split(' ')[4]
    const whole = before.split(' ')[3] === '/'
    if (mountPoint === undefined || !whole) continue
    if (type === 'cgroup2' && !found.has('2')) found.set('2', { mountPoint, version: 2, controllers: [] })
    if (type === 'cgroup') {
      const controllers = options
        .split(',')
        .filter((option) => !['rw', 'ro', 'xattr', 'clone_children'].includes(option))
      const key = controllers.filter((option) => !option.startsWith('release_agent=')).join()
      if (!found.has(key)) found.set(key, { mountPoint, version: 1, controllers: key.split(',') })
    }
  }
  return [...found.values()]
}

export const readHierarchies = async (): Promise<Hierarchy[]> =>
  parseHierarchies(await readFile('/proc/self/mountinfo', 'utf8'))

/** The hierarchy whose groups can be frozen: version 1's freezer where there is one, else version 2. */
export const freezing = (hierarchies: readonly Hierarchy[]): Hierarchy | undefined =>
  hierarchies.find(({ controllers }) => controllers.includes('freezer')) ??
  hierarchies.find(({ version }) => version === 2)

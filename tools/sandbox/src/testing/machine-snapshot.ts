import { run } from '@slipway/system'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readHierarchies } from '../cgroup/hierarchies.ts'
import { readHeld, readSettings } from '../machine-state/held.ts'
import { hasNamespaceFolder } from '../machine-state/namespace-folder.ts'

/**
 * What a sandbox could leave behind on the machine, as sorted lists that can be compared. Other sandboxes may come and
 * go meanwhile: what bears another's id is left out, and what all share is taken as the first of them found it.
 */
export const machineSnapshot = async (
  id: string,
  folder: string,
): Promise<Record<string, readonly string[]>> => {
  const others = new RegExp(
    `slipway-(?!${id})[0-9a-f]{6}|slw(?!${id})[0-9a-f]{6}|(?<!${folder})/sandbox/hosts/`,
  )
  const own = (lines: readonly string[]): string[] => lines.filter((line) => !others.test(line)).sort()
  const held = await readHeld()
  const sharedFolders = held ? ['slipway', 'netns'] : ['netns']
  const mounts = (await lines('/proc/self/mountinfo')).map((line) => line.split(' ').slice(3).join(' '))
  return {
    mounts: own(mounts.filter((line) => !line.startsWith('/run/netns '))),
    loops: own(await output(['losetup', '--list', '--noheadings', '--output', 'NAME,BACK-FILE'])),
    namespaces: own(await names('/run/netns')),
    namespaceFolder: [String(held?.namespaceFolder ?? (await hasNamespaceFolder()))],
    links: own(await names('/sys/class/net')),
    routes: own(await output(['ip', 'route', 'show', 'table', 'all'])),
    firewall: own(await output(['nft', 'list', 'ruleset'])),
    cgroups: own(
      (await Promise.all((await readHierarchies()).map(({ mountPoint }) => folders(mountPoint)))).flat(),
    ),
    processes: await processesOf(id, folder),
    runFolder: own(await names('/run')).filter((name) => !sharedFolders.includes(name)),
    systemdFolder: own(await names('/run/systemd')),
    settings: Object.entries(held?.settings ?? (await readSettings())).map((setting) => setting.join(' ')),
    holds: held?.holders.filter((holder) => holder === id) ?? [],
  }
}

const lines = async (path: string): Promise<string[]> =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean)
const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
const output = async (argv: [string, ...string[]]): Promise<string[]> =>
  (await run(argv)).stdout.split('\n').filter(Boolean)
const folders = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))

/**
 * Processes that have to do with the sandbox by their cgroup, their arguments or their mounts; not this one. Those
 * without arguments have ended, and only wait for whoever adopted them to ask.
 */
const processesOf = async (id: string, folder: string): Promise<string[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const found = await Promise.all(
    ids.map(async (process) => {
      const texts = await Promise.all(
        ['cgroup', 'cmdline', 'mountinfo'].map((file) =>
          readFile(`/proc/${process}/${file}`, 'utf8').catch(() => ''),
        ),
      )
      const concerned = texts.some((text) => text.includes(`slipway-${id}`) || text.includes(folder))
      return concerned && texts[1] ? [texts[1].replaceAll('\0', ' ')] : []
    }),
  )
  return found.flat().sort()
}

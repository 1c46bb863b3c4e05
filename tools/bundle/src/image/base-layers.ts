import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run, withLock, withProgress } from '@slipway/system'
import type { BuildContext } from '../build/context.ts'
import { cachedLayer, type Layer } from '../layer/cached-layer.ts'
import { folderEntries, type LayerEntry } from '../layer/entries.ts'
import type { DebFile } from '../os/deb/deb-file.ts'
import { dependenciesOf } from '../os/deb/dependencies.ts'
import type { DebianRelease } from '../os/deb/release.ts'

type Context = Pick<BuildContext, 'cacheFolder' | 'progress' | 'signal'>

const file = (path: string, content: string): LayerEntry => ({ type: 'file', path, mode: 0o644, content })

/** What a static program expects around it: users, name resolution, trusted roots and a /tmp. */
export const staticBase = async (debs: readonly DebFile[], context: Context): Promise<Layer> =>
  withUnpacked('trusted roots', select(debs, ['ca-certificates']), context, async (folder) => {
    const roots = join(folder, 'usr/share/ca-certificates/mozilla')
    const names = (await readdir(roots)).filter((name) => name.endsWith('.crt')).toSorted()
    const certificates = await Promise.all(names.map((name) => readFile(join(roots, name), 'utf8')))
    return cachedLayer(
      'the base of all images',
      [
        file(
          'etc/passwd',
          'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n',
        ),
        file('etc/group', 'root:x:0:\nnogroup:x:65534:\n'),
        file('etc/nsswitch.conf', 'hosts: files dns\n'),
        file('etc/ssl/certs/ca-certificates.crt', certificates.map((text) => `${text.trim()}\n`).join('')),
        { type: 'directory', path: 'tmp', mode: 0o1777 },
      ],
      context,
    )
  })

/** Folders of packages that only people read. */
const unread = ['doc', 'man', 'locale', 'info', 'lintian', 'bash-completion', 'bug'].map(
  (name) => `usr/share/${name}`,
)
const merged = ['bin', 'sbin', 'lib', 'lib64']

/** A small Debian userland with the tools by which kube-proxy and Flannel set up the network. */
export const networkBase = async (
  debs: readonly DebFile[],
  release: DebianRelease,
  context: Context,
): Promise<Layer> => {
  const wanted = dependenciesOf(debs, release.imagePackages, release.imagePackagesWithout)
  return withUnpacked('network tools', wanted, context, async (folder) => {
    for (const path of unread) await rm(join(folder, path), { recursive: true, force: true })
    const tools = ['iptables', 'ip6tables'].flatMap((tool) =>
      ['', '-save', '-restore'].map((end) => `${tool}${end}`),
    )
    const alternatives = tools.map((name): LayerEntry => ({
      type: 'symlink',
      path: `usr/sbin/${name}`,
      target: 'xtables-nft-multi',
    }))
    return cachedLayer('the network tools', [...(await folderEntries(folder)), ...alternatives], context)
  })
}

const select = (debs: readonly DebFile[], names: readonly string[]): DebFile[] =>
  debs.filter(({ name }) => names.includes(name))

const withUnpacked = (
  label: string,
  debs: readonly DebFile[],
  { cacheFolder, progress, signal }: Context,
  use: (folder: string) => Promise<Layer>,
): Promise<Layer> => {
  const folder = join(cacheFolder, 'unpacked', label)
  return withLock(`${folder}.lock`, async () => {
    await rm(folder, { recursive: true, force: true })
    try {
      await withProgress(progress, `unpack ${label}`, () => unpack(debs, folder, signal))
      return await use(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}

const unpack = async (debs: readonly DebFile[], folder: string, signal: AbortSignal): Promise<void> => {
  await mkdir(folder, { recursive: true })
  // Debian 12 keeps /bin and its like as links into /usr, which packages still unpack through
  for (const name of merged) await mkdir(join(folder, 'usr', name), { recursive: true })
  for (const name of merged) await run(['ln', '--symbolic', `usr/${name}`, join(folder, name)])
  const script =
    'dpkg-deb --fsys-tarfile "$1" | tar --extract --keep-directory-symlink --no-same-owner --file=- --directory="$2"'
  for (const { path } of debs) await run(['sh', '-e', '-c', script, 'sh', path, folder], { signal })
}

import { run } from '@slipway/system'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** What the sandbox runs on the machine, and the Debian package that brings it. */
export const programs: Readonly<Record<string, string>> = {
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  'mkfs.ext4': 'e2fsprogs',
  resize2fs: 'e2fsprogs',
  tune2fs: 'e2fsprogs',
  nft: 'nftables',
  ip: 'iproute2',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  nsenter: 'util-linux',
  unshare: 'util-linux',
  flock: 'util-linux',
  losetup: 'util-linux',
  fallocate: 'util-linux',
  mount: 'mount',
  chroot: 'coreutils',
  find: 'findutils',
}

/** The programs of the list that are not on the PATH. */
export const missingPrograms = async (path = process.env.PATH ?? ''): Promise<string[]> => {
  const folders = path.split(delimiter)
  const missing = await Promise.all(
    Object.keys(programs).map(async (program) => ((await isIn(folders, program)) ? [] : [program])),
  )
  return missing.flat()
}

const isIn = async (folders: readonly string[], program: string): Promise<boolean> => {
  const found = await Promise.allSettled(
    folders.map((folder) => access(join(folder, program), constants.X_OK)),
  )
  return found.some(({ status }) => status === 'fulfilled')
}

export const packagesOf = (missing: readonly string[]): string[] => [
  ...new Set(missing.map((program) => programs[program] ?? program)),
]

/** Installs Debian packages by the machine's own apt configuration. */
export const installPackages = async (packages: readonly string[], report: (line: string) => void) => {
  report(`installing ${packages.join(', ')}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run(['apt-get', 'update', '--quiet'], { env })
  await run(['apt-get', 'install', '--yes', '--no-install-recommends', ...packages], { env })
}

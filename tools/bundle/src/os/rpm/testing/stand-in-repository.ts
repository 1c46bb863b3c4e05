import { run } from '@slipway/system'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** A local repository in place of the RHEL family's, with two packages of its own: one depends on the other. */
export interface StandInRepository {
  /** Where its packages lie. */
  folder: string
  /** Path of a .repo file that names it. */
  repositories: string
  address: string
  /** Paths asked for, in order. */
  readonly asked: string[]
  stop(): Promise<void>
}

const packages = [
  { name: 'slipway-library', version: '1.2', licence: 'MIT', more: '' },
  {
    name: 'slipway-program',
    version: '3.4',
    licence: 'Apache-2.0',
    more: 'Epoch: 1\nRequires: slipway-library >= 1.0\n',
  },
  { name: 'slipway-unneeded', version: '9', licence: 'MIT', more: '' },
]

export const startStandInRepository = async (
  work: string,
  settings = 'gpgcheck=0',
  sign?: (file: string) => Promise<unknown>,
): Promise<StandInRepository> => {
  const folder = join(work, 'repository')
  await mkdir(folder, { recursive: true })
  for (const { name, version, licence, more } of packages) {
    const spec = join(work, `${name}.spec`)
    await writeFile(
      spec,
      `Name: ${name}\nVersion: ${version}\nRelease: 5\nSummary: For tests\nLicense: ${licence}\nVendor: Stand-in\nBuildArch: noarch\n${more}%description\nFor tests.\n%files\n`,
    )
    await run(['rpmbuild', '--define', `_topdir ${join(work, 'build')}`, '-bb', spec], {
      env: { HOME: work },
    })
  }
  const built = join(work, 'build/RPMS/noarch')
  for (const file of await readdir(built)) {
    await copyFile(join(built, file), join(folder, file))
    await sign?.(join(folder, file))
  }
  await run(['createrepo_c', '--quiet', folder])

  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    createReadStream(join(folder, request.url ?? ''))
      .on('error', () => response.writeHead(404).end())
      .pipe(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const repositories = join(work, 'stand-in.repo')
  await writeFile(repositories, `[stand-in]\nname=Stand-in\nbaseurl=${address}\n${settings}\n`)
  const stop = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return { folder, repositories, address, asked, stop }
}

import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hostFolder, readHosts } from '../host/record.ts'
import type { Instance } from '../instance/instance.ts'

export const knownHostsPath = ({ folder }: Instance): string => join(folder, 'known_hosts')

/** Writes the keys of all hosts, known since they were made, into one file for ssh. */
export const writeKnownHosts = async (instance: Instance): Promise<void> => {
  const lines = await Promise.all(
    (await readHosts(instance)).map(async ({ name, address }) => {
      const keys = await Promise.all(
        ['ed25519', 'ecdsa'].map((type) =>
          readFile(
            join(hostFolder(instance, name), `identity/etc/ssh/ssh_host_${type}_key.pub`),
            'utf8',
          ).catch(() => ''),
        ),
      )
      return keys.filter(Boolean).map((key) => `${name},${address} ${key.split(' ').slice(0, 2).join(' ')}\n`)
    }),
  )
  const path = knownHostsPath(instance)
  await writeFile(`${path}.part`, lines.flat().join(''))
  await rename(`${path}.part`, path)
}

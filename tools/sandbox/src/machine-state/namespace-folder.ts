import { run } from '@slipway/system'
import { readFile, rmdir, stat } from 'node:fs/promises'
import { namespaceFolder } from '../network/switch.ts'

/** ip-netns(8) makes a folder for names, and mounts it onto itself, at its first use on a machine. */
export const hasNamespaceFolder = (): Promise<boolean> =>
  stat(namespaceFolder).then(
    () => true,
    () => false,
  )

/** Leaves it where somebody else has a namespace in it by now. */
export const removeNamespaceFolder = async (): Promise<void> => {
  try {
    if (await isMounted()) await run(['umount', namespaceFolder])
    await rmdir(namespaceFolder)
  } catch {
    return
  }
}

const isMounted = async (): Promise<boolean> =>
  (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .some((line) => line.split(' ')[4] === namespaceFolder)

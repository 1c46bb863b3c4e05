import { run } from '@slipway/system'
import { rm, statfs } from 'node:fs/promises'

/** A file on the host, seen from the machine through the host's process 1. */
const filler = (leader: number): string => `/proc/${leader}/root/var/lib/sandbox-fill`

/**
 * Takes all room on the disk of the host with this process 1 but `leaveBytes`. Most of it at once; then, since ext4
 * keeps a little back and the list of a file's blocks takes room too, by writing until there is none.
 */
export const fillDisk = async (leader: number, leaveBytes: number): Promise<void> => {
  await freeDisk(leader)
  const { bavail, bsize } = await statfs(`/proc/${leader}/root/var/lib`)
  const take = bavail * bsize - leaveBytes
  if (take <= 0) return
  await untilFull(['fallocate', '--length', String(take), filler(leader)])
  if (leaveBytes > 0) return
  const [source, target] = ['if=/dev/zero', `of=${filler(leader)}`]
  await untilFull(['dd', source, target, `bs=${bsize}`, 'oflag=append', 'conv=notrunc,fsync'])
}

export const freeDisk = (leader: number): Promise<void> => rm(filler(leader), { force: true })

/** A program that ends because the disk is full did what was asked for. */
const untilFull = async (argv: [string, ...string[]]): Promise<void> => {
  try {
    await run(argv)
  } catch (error) {
    const { lastLines } = (error as { data?: { lastLines?: string } }).data ?? {}
    if (lastLines?.includes('No space left') !== true) throw error
  }
}

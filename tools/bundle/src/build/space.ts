import { mkdir, statfs } from 'node:fs/promises'
import { bundleProblems } from '../problems.ts'

/** Throws NoSpace unless the file system that holds `folder` has this many bytes free. */
export const requireSpace = async (folder: string, neededBytes: number): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const freeBytes = await freeBytesOf(folder)
  if (freeBytes < neededBytes) throw bundleProblems.NoSpace({ folder, neededBytes, freeBytes })
}

/** Runs `work`; a disk that fills up meanwhile is reported as NoSpace, for the fullest of these folders. */
export const reportingFullDisk = async <Result>(
  folders: readonly [string, ...string[]],
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work()
  } catch (error) {
    if (!isFullDisk(error)) throw error
    const free = await Promise.all(
      folders.map(async (folder) => ({ folder, freeBytes: await freeBytesOf(folder) })),
    )
    throw bundleProblems.NoSpace(free.reduce((a, b) => (b.freeBytes < a.freeBytes ? b : a)))
  }
}

/** The system's own error, or a program's last lines that tell of it. */
const isFullDisk = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ENOSPC' || /no space left on device/i.test(String(error))

const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

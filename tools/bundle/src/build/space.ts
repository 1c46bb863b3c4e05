import { mkdir, statfs } from 'node:fs/promises'
import { bundleProblems } from '../problems.ts'

/** Throws NoSpace unless the file system that holds `folder` has this many bytes free. */
export const requireSpace = async (folder: string, neededBytes: number): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < neededBytes)
    throw bundleProblems.NoSpace({ folder, neededBytes, freeBytes: bavail * bsize })
}

/** Runs `work`; a disk that fills up meanwhile is reported as NoSpace for `folder`. */
export const reportingFullDisk = async <Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work()
  } catch (error) {
    const full =
      (error as NodeJS.ErrnoException).code === 'ENOSPC' || /no space left on device/i.test(String(error))
    if (!full) throw error
    const { bavail, bsize } = await statfs(folder)
    throw bundleProblems.NoSpace({ folder, neededBytes: bavail * bsize + 1e6, freeBytes: bavail * bsize })
  }
}

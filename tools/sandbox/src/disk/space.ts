import { statfs } from 'node:fs/promises'
import { sandboxProblems } from '../problems.ts'

/** Throws `sandbox/NoSpace` unless the file system of `folder` has that many bytes left. */
export const checkSpace = async (folder: string, neededBytes: number): Promise<void> => {
  const { bavail, bsize } = await statfs(folder)
  const freeBytes = bavail * bsize
  if (freeBytes < neededBytes) throw sandboxProblems.NoSpace({ folder, neededBytes, freeBytes })
}

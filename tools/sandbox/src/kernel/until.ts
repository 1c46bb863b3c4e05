import { setTimeout } from 'node:timers/promises'
import { sandboxProblems } from '../problems.ts'

const pauseMilliseconds = 20
const limitSeconds = 30

/**
 * Asks again until the answer is yes. For what the kernel ends in its own time and tells nobody of: processes on
 * cgroup v1, mounts and loop devices of a namespace that went. Throws `sandbox/LeftBehind` after half a minute.
 */
export const until = async (isSo: () => Promise<boolean>, left = 'processes or cgroups'): Promise<void> => {
  const limit = AbortSignal.timeout(limitSeconds * 1000)
  while (!(await isSo())) {
    if (limit.aborted) throw sandboxProblems.LeftBehind({ what: [left] })
    await setTimeout(pauseMilliseconds)
  }
}

import { readFile } from 'node:fs/promises'

/**
 * When a process started, in clock ticks since boot (proc(5), field 22 of stat); undefined when it is gone or only waits
 * to be reaped. A pid is given out again, a pid with its start is not.
 */
export const startOf = async (pid: number): Promise<string | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // the program's name, in parentheses, may itself hold blanks and parentheses; state and 18 more fields come after it
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields?.[0] === 'Z' ? undefined : fields?.[19]
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** Runs a program in the root with this terminal; true where it ends with 0. A Ctrl-C reaches it by the terminal. */
export const succeeds = async (
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<boolean> => {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGTERM', forward)
  process.on('SIGINT', () => undefined)
  const [code] = (await once(child, 'close')) as [number | null]
  process.off('SIGTERM', forward)
  return code === 0
}

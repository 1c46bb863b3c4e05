import { run } from '@slipway/system'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '../../../..')

/** A platform of its own, asked by its command line as any client would. */
export interface BenchPlatform {
  /** Runs `slipway ...`; with `--json` what it prints is to be parsed. */
  slipway(args: readonly string[], input?: string): Promise<string>
  close(): Promise<void>
}

/**
 * Starts a platform on an empty data folder that shares the bundles of `data`, serving them at `gateway`, and signs in
 * as its first admin. Rejects with its last lines where it does not come up.
 */
export const startPlatform = async (
  data: string,
  folder: string,
  gateway: string,
): Promise<BenchPlatform> => {
  await rm(folder, { recursive: true, force: true })
  // PostgreSQL's own user must be able to reach its folder
  await mkdir(folder, { recursive: true, mode: 0o755 })
  await run(['cp', '--archive', '--link', join(data, 'bundles'), join(folder, 'bundles')])
  await run(['cp', '--archive', join(data, 'keys'), join(folder, 'keys')])
  const env = {
    ...process.env,
    SLIPWAY_DATA: folder,
    SLIPWAY_BUNDLES_LISTEN: gateway,
    XDG_CONFIG_HOME: join(folder, 'config'),
  }
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'close')
  await ready(child.stdout)
  const slipway = async (args: readonly string[], input?: string): Promise<string> =>
    (await run([join(root, 'apps/cli/bin/slipway'), ...args], { env, ...(input !== undefined && { input }) }))
      .stdout
  const password = await readFile(join(folder, 'first-admin-password'), 'utf8')
  await slipway(['login', '--password-stdin'], password)
  return {
    slipway,
    close: async () => {
      child.kill('SIGTERM')
      await gone
    },
  }
}

const ready = async (output: NodeJS.ReadableStream): Promise<void> => {
  const last: string[] = []
  const lines = createInterface({ input: output })
  for await (const line of lines) {
    if (/^slipway\s+\| ready: /.test(line)) {
      output.on('data', () => undefined)
      output.resume()
      return
    }
    last.push(line)
  }
  throw new Error(`the platform ended before it was ready:\n${last.slice(-20).join('\n')}`)
}

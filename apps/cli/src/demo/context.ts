import { loadSettings, type Settings } from '@slipway/settings'
import { openSandbox, type Sandbox } from '@slipway/sandbox'
import type { Progress } from '@slipway/system'

/** What every part of the demo works with. */
export interface Demo {
  readonly settings: Settings
  readonly sandbox: Sandbox
  readonly progress: Progress
  readonly signal: AbortSignal
  say(line: string): void
}

/** Everything that the demo makes has these names, by which it finds it again. */
export const names = {
  cluster: 'demo',
  controlPlane: 'demo-1',
  hosts: ['demo-1', 'demo-2', 'demo-3'],
} as const

export const openDemo = async (progress: Progress, signal: AbortSignal): Promise<Demo> => {
  const { settings } = await loadSettings()
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const sandbox = await openSandbox({ dataFolder: settings.data, cacheFolder: settings.cache, report: say })
  return { settings, sandbox, progress, signal, say }
}

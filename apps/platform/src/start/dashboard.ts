import { run } from '@slipway/system'
import { fileURLToPath } from 'node:url'

/** Builds the dashboard if what it is made from has changed since. */
export const buildDashboard = async (onLine: (line: string) => void): Promise<void> => {
  const script = fileURLToPath(new URL('../../../ui/build.ts', import.meta.url))
  await run([process.execPath, '--disable-warning=ExperimentalWarning', script], { onLine })
}

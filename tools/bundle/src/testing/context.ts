import { silentProgress, type Progress } from '@slipway/system'

/** What a build is given, with a cache of its own and a progress that nobody sees. */
export const testContext = (
  cacheFolder: string,
  { signal = new AbortController().signal, progress = silentProgress }: TestContextOptions = {},
) => ({ cacheFolder, progress, signal })

interface TestContextOptions {
  signal?: AbortSignal
  progress?: Progress
}

/** Progress that keeps what was started and how it ended. */
export const keptProgress = (): Progress & { lines: string[] } => {
  const lines: string[] = []
  return {
    lines,
    start: (label) => ({
      note: () => undefined,
      done: (result) => lines.push(`${label}: ${result ?? 'done'}`),
      failed: () => lines.push(`${label}: failed`),
    }),
  }
}

import { startOf } from '@slipway/system'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What a platform that runs says of itself, for the CLI and the demo on the same machine. */
export const runningSchema = z.object({
  /** Of the supervisor. */
  pid: z.number(),
  /** When that process started, in clock ticks since boot, against a pid that was given out again. */
  started: z.string(),
  /** When it became ready, or ready again with other settings; ISO 8601. */
  since: z.string(),
  /** Of API and dashboard; absent where they do not run here. */
  url: z.url().optional(),
  /** Addresses where hosts fetch files and images; absent where no bundles are served here. */
  bundleAddresses: z.array(z.string()).optional(),
})
export type Running = z.infer<typeof runningSchema>

export const runningPath = (data: string): string => join(data, 'platform', 'running.json')

/** Holds the first admin's password until it is changed. */
export const firstPasswordPath = (data: string): string => join(data, 'first-admin-password')

/** The platform of this data folder that is up and ready; undefined where none is. */
export const runningPlatform = async (data: string): Promise<Running | undefined> => {
  const text = await readFile(runningPath(data), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const parsed = runningSchema.safeParse(JSON.parse(text))
  return parsed.success && (await startOf(parsed.data.pid)) === parsed.data.started ? parsed.data : undefined
}

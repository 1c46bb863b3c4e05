import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Server } from './http.ts'
import { clientProblems } from './problems.ts'

const sessionSchema = z.strictObject({
  server: z.url(),
  token: z.string().min(1),
  user: z.string(),
  expiresAt: z.string(),
  /** PEM. */
  authority: z.string().optional(),
})
export type StoredSession = z.infer<typeof sessionSchema>

/** Below $XDG_CONFIG_HOME, else ~/.config. */
export const sessionPath = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'slipway/session.json')

/** Undefined before the first login. */
export const readSession = async (path: string): Promise<StoredSession | undefined> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw clientProblems.SessionUnreadable({ path, reason: error.message })
  })
  if (text === undefined) return undefined
  const parsed = sessionSchema.safeParse(jsonOf(text))
  if (!parsed.success) throw clientProblems.SessionUnreadable({ path, reason: 'It holds something else.' })
  return parsed.data
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** For its owner alone, and whole at any moment. */
export const writeSession = async (path: string, session: StoredSession): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  await rm(draft, { force: true }) // a left-over one may have other rights
  await writeFile(draft, `${JSON.stringify(session, null, 1)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(draft, path)
}

export const forgetSession = (path: string): Promise<void> => rm(path, { force: true })

export const serverOf = ({ server, token, authority }: StoredSession): Server => ({
  url: server,
  token,
  ...(authority !== undefined && { authority }),
})

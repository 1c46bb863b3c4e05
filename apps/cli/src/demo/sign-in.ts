import { ensurePlatform, reloadPlatform } from '@slipway/platform'
import { firstPasswordPath } from '@slipway/settings'
import { withProgress } from '@slipway/system'
import { readFile } from 'node:fs/promises'
import { openClient, readSession, serverOf, sessionPath, type Client } from '../client/index.ts'
import { languageOf } from '../command/language.ts'
import { loginDocument } from '../login/documents.ts'
import type { Demo } from './context.ts'
import { demoProblems } from './problems.ts'

export interface Platform {
  url: string
  /** Whether the demo started it. */
  fresh: boolean
}

/** The platform of the data folder, reachable by hosts at `gateway`: found or started, in the background. */
export const requirePlatform = async (demo: Demo, gateway?: string): Promise<Platform> => {
  const { settings, progress, signal } = demo
  const { data } = settings
  const found = await withProgress(progress, 'the platform', async (task) => {
    const ensured = await ensurePlatform(data, signal)
    if (gateway === undefined || ensured.bundleAddresses?.includes(gateway)) return ensured
    task.note('takes up the network of the sandbox')
    return { ...(await reloadPlatform(data, signal)), fresh: ensured.fresh }
  })
  if (found.url === undefined) throw new Error('the platform of this data folder runs without an API')
  return { url: found.url, fresh: found.fresh }
}

/** The admin's first password, as long as nobody has changed it. */
export const firstPassword = async ({ settings }: Demo): Promise<string | undefined> =>
  (await readFile(firstPasswordPath(settings.data), 'utf8').catch(() => undefined))?.trim()

/** As the admin by the first password, else as whoever is signed in by slipway login. Throws demo/NotSignedIn. */
export const signIn = async (demo: Demo, url: string): Promise<Client> => {
  const language = languageOf()
  const password = await firstPassword(demo)
  if (password === undefined) {
    const session = await readSession(sessionPath())
    if (session?.server === url) return openClient({ server: serverOf(session), language })
    throw demoProblems.NotSignedIn({ url, path: firstPasswordPath(demo.settings.data) })
  }
  const client = openClient({ server: { url }, language })
  const { login } = await client.ask(loginDocument, { name: 'admin', password })
  const { token } = client.granted(login)
  return openClient({ server: { url, ...(token !== null && { token }) }, language })
}

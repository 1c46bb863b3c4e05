import type { Server } from './http.ts'
import { clientProblems } from './problems.ts'
import { readSession, serverOf, sessionPath } from './session.ts'

/** Where the API listens by default. */
const usualAddress = 'http://127.0.0.1:7440'

/** Of the platform that runs on this machine with this data folder, else where one usually listens. */
export const localAddress = async (env: NodeJS.ProcessEnv = process.env): Promise<string> => {
  // loaded here alone: most commands need neither
  const [{ runningPlatform }, { dataFolder }] = await Promise.all([
    import('@slipway/settings'),
    import('@slipway/system'),
  ])
  return (await runningPlatform(dataFolder(env)))?.url ?? usualAddress
}

/** A server's address without a path. Passwords and tokens leave this machine by TLS alone. */
export const checkedAddress = (text: string): string => {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '')
    throw clientProblems.NoAddress({ server: text.replace(/\/\/[^/@]*@/, '//') })
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw clientProblems.PlainAddress({ server: url.origin })
  return url.origin
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)

/**
 * Whom to ask and as whom: SLIPWAY_SERVER and SLIPWAY_TOKEN, else the session of the last login, else the platform of
 * this machine without a login. A session's token is sent to its own server alone.
 */
export const chosenServer = async (env: NodeJS.ProcessEnv = process.env): Promise<Server> => {
  const session = await readSession(sessionPath(env))
  if (env.SLIPWAY_SERVER === undefined && env.SLIPWAY_TOKEN === undefined && session) return serverOf(session)
  const url = checkedAddress(env.SLIPWAY_SERVER ?? session?.server ?? (await localAddress(env)))
  const own: Server = session?.server === url ? serverOf(session) : { url }
  return env.SLIPWAY_TOKEN === undefined ? own : { ...own, token: env.SLIPWAY_TOKEN }
}

import type { IncomingHttpHeaders } from 'node:http'

/** Of the __Host- kind: browsers take it only with Secure, for this host alone and for every path. */
export const cookieName = '__Host-slipway'

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'

export const sessionCookie = (token: string, expiresAt: Date): string =>
  `${cookieName}=${token}; Expires=${expiresAt.toUTCString()}; ${attributes}`

export const endedCookie = `${cookieName}=; Max-Age=0; ${attributes}`

const tokenOf = (value: string | undefined): string | undefined =>
  value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined

/** The token of `Authorization: Bearer ...`. */
export const bearerToken = (authorization: unknown): string | undefined =>
  typeof authorization === 'string' ? tokenOf(/^Bearer\s+(\S+)$/i.exec(authorization)?.[1]) : undefined

/** The token of the session's cookie. */
export const cookieToken = ({ cookie }: IncomingHttpHeaders): string | undefined =>
  tokenOf(
    cookie
      ?.split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${cookieName}=`))
      ?.slice(cookieName.length + 1),
  )

/** The header without the session's cookie, for servers that have no business with it. */
export const withoutSession = (cookie: string): string =>
  cookie
    .split(';')
    .filter((pair) => !pair.trim().startsWith(`${cookieName}=`))
    .join(';')
    .trim()

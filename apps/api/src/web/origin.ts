import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request that carries a cookie was made by a page of this very server: browsers say so themselves
 * (Sec-Fetch-Site), older ones by Origin. A request that says neither was not made by a page of today's browsers,
 * and needs no cookie.
 */
export const isSameOrigin = (headers: IncomingHttpHeaders, publicUrl?: string): boolean => {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  const { origin } = headers
  if (origin === undefined) return site === 'same-origin'
  return URL.canParse(origin) && ownHosts(headers, publicUrl).includes(new URL(origin).host)
}

const ownHosts = (headers: IncomingHttpHeaders, publicUrl: string | undefined): string[] => [
  ...(headers.host === undefined ? [] : [headers.host]),
  ...(publicUrl === undefined ? [] : [new URL(publicUrl).host]),
]

/** Of a form, which a foreign page may send with cookies, no type is JSON. */
export const isJson = (headers: IncomingHttpHeaders): boolean =>
  /^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(headers['content-type'] ?? '')

/** Methods that change nothing. */
export const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method)

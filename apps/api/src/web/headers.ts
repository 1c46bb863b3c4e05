import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Headers of everything that the API answers; nothing that it answers loads anything. */
export const securityHeaders = (tls: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    },
    // without TLS browsers ignore the header
    strictTransportSecurity: tls,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })

const meta = /<meta\s[^>]*http-equiv="content-security-policy"[^>]*>/i

/**
 * The policy of a page as a header. The page is built with a policy that knows its scripts by their hashes; what a
 * page cannot say of itself, that nobody may frame it, is added.
 */
export const policyOf = (page: string): string => {
  const content = /content="([^"]*)"/.exec(meta.exec(page)?.[0] ?? '')?.[1]
  const own = content?.replaceAll('&#39;', "'").replaceAll('&quot;', '"') ?? "default-src 'self'"
  const said = own.split(';').map((directive) => directive.trim().split(/\s+/)[0])
  const added = [
    ['frame-ancestors', "'none'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
  ].filter(([name]) => !said.includes(name))
  return [own.replace(/;\s*$/, ''), ...added.map((pair) => pair.join(' '))].join('; ')
}

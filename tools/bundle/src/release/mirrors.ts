import { releaseProblems } from './problems.ts'

/** Base address to use in place of an upstream host. */
export type Mirrors = ReadonlyMap<string, string>

/** The hosts that official artifacts come from. */
export const upstreamHosts = ['dl.k8s.io', 'github.com', 'registry.k8s.io', 'ghcr.io'] as const

/** Reads HOST=ADDRESS values, as the command line gives them. Throws MirrorUnusable. */
export const parseMirrors = (values: readonly string[]): Mirrors =>
  new Map(
    values.map((value) => {
      const [host = '', ...rest] = value.split('=')
      const base = URL.parse(rest.join('='))
      const usable =
        upstreamHosts.some((known) => known === host) &&
        base !== null &&
        ['http:', 'https:'].includes(base.protocol) &&
        !base.username &&
        !base.search &&
        !base.hash
      if (!usable) throw releaseProblems.MirrorUnusable({ value, hosts: upstreamHosts })
      return [host, base.href]
    }),
  )

/** Where an upstream address is fetched from: the path follows the mirror's own path. */
export const mirroredAddress = (address: string, mirrors: Mirrors): string => {
  const { host, pathname, search } = new URL(address)
  const base = mirrors.get(host)
  return base === undefined ? address : `${base.replace(/\/+$/, '')}${pathname}${search}`
}

/**
 * Where a registry's `/v2/<path>` is fetched from. The path of a mirror's address goes before the image's name,
 * as in the proxy projects of Harbor, Nexus or Artifactory: https://host/v2/<project>/<image>/...
 */
export const mirroredRegistry = (host: string, path: string, mirrors: Mirrors): string => {
  const base = mirrors.get(host)
  if (base === undefined) return `https://${host}/v2/${path}`
  const { origin, pathname } = new URL(base)
  return `${origin}/v2${pathname.replace(/\/+$/, '')}/${path}`
}

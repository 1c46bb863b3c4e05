import { refuse } from '@slipway/domain'
import { isLoopback, parseEndpoint } from '../schema/endpoint.ts'
import type { Settings } from '../schema/settings.ts'

/** What settings must not say together. Throws platform/TlsWanted, platform/TlsHalf or platform/AddressWanted. */
export const checkTogether = ({ api, temporal, parts, database }: Settings): void => {
  const { certificate, key } = api.tls
  half('api.tls', certificate, key)
  half('temporal.tls', temporal.tls.certificate, temporal.tls.key)
  const host = parseEndpoint(api.listen)?.host ?? ''
  if (certificate === undefined && !isLoopback(host))
    throw refuse('invalid', 'platform/TlsWanted', { listen: api.listen })
  if (!parts) return
  const needs = parts.includes('api') || parts.includes('worker')
  const lacks = (part: 'postgres' | 'temporal', address: string | undefined, name: string) => {
    if (needs && !parts.includes(part) && address === undefined)
      throw refuse('invalid', 'platform/AddressWanted', { part, name })
  }
  lacks('postgres', database.url, 'database.url')
  lacks('temporal', temporal.address, 'temporal.address')
}

const half = (group: string, certificate: string | undefined, key: string | undefined): void => {
  if ((certificate === undefined) !== (key === undefined))
    throw refuse('invalid', 'platform/TlsHalf', {
      given: `${group}.${certificate === undefined ? 'key' : 'certificate'}`,
      missing: `${group}.${certificate === undefined ? 'certificate' : 'key'}`,
    })
}

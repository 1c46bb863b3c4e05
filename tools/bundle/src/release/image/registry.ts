import { z } from 'zod'
import { dockerMediaTypes, mediaTypes } from '../../oci/schema.ts'
import { ask, type Connection, type Request } from '../http/connection.ts'
import { readSmall, type Ask } from '../http/download.ts'
import { mirroredAddress } from '../mirrors.ts'
import { bearerChallenge } from './challenge.ts'

export const manifestTypes = [
  mediaTypes.index,
  mediaTypes.manifest,
  dockerMediaTypes.index,
  dockerMediaTypes.manifest,
]

const tokenSchema = z.looseObject({ token: z.string().optional(), access_token: z.string().optional() })

/**
 * Asks a registry, with an anonymous token where it wants one (distribution-spec; Docker token authentication).
 * Tokens are kept for the pull of one image, and asked for anew when one has expired.
 */
export const registryAsk = (): Ask => {
  let token: string | undefined
  return async (connection, request) => {
    const first = await ask(connection, withToken(request, token))
    if (first.status !== 401) return first
    const challenge = bearerChallenge(first.headers.get('www-authenticate') ?? '')
    if (!challenge?.['realm']) return first
    await first.body?.cancel()
    token = await fetchToken(connection, request, challenge['realm'], challenge)
    return ask(connection, withToken(request, token))
  }
}

const withToken = (request: Request, token: string | undefined): Request => ({
  ...request,
  headers: { ...request.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
})

const fetchToken = async (
  connection: Connection,
  { artifact }: Request,
  realm: string,
  { service, scope }: Record<string, string>,
): Promise<string | undefined> => {
  const address = new URL(realm)
  if (service) address.searchParams.set('service', service)
  if (scope) address.searchParams.set('scope', scope)
  const { bytes } = await readSmall(connection, {
    artifact: `the access token for ${artifact}`,
    address: mirroredAddress(address.href, connection.mirrors),
  })
  const answer = tokenSchema.safeParse(jsonOf(bytes))
  return answer.data?.token ?? answer.data?.access_token
}

/** Undefined where the bytes are no JSON. */
export const jsonOf = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

import type { V1CertificateSigningRequest } from '@kubernetes/client-node'
import { refuse } from '@slipway/domain'
import { everything, findAccess, findCluster, type Access } from '@slipway/persistence'
import type { AccessRequest } from '@slipway/workflows'
import type { ActivityDeps } from '../deps.ts'
import { ask, askFor } from '../kubernetes/api/ask.ts'
import { observe, until } from '../kubernetes/api/observe.ts'
import { openCluster, type ClusterApi } from '../kubernetes/api/open.ts'
import { decide, isDecided } from '../kubernetes/certificates/decide.ts'
import { deadline } from '../kubernetes/deadline.ts'
import { apply } from '../kubernetes/objects/apply.ts'
import { binding } from './binding.ts'
import { checkRequest } from './check-request.ts'
import { objectNameOf } from './names.ts'

const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests'
const patienceSeconds = 60
/** The shortest that Kubernetes signs for. */
const shortestSeconds = 600

/** Repeatable. Throws `verify/AccessRefused`, `verify/AccessGone`, and what asking a cluster throws. */
export const signAccess = async (
  deps: ActivityDeps,
  { accessId, signingRequest }: AccessRequest,
  outer: AbortSignal,
): Promise<{ certificate: string; authority: string }> => {
  checkRequest(accessId, signingRequest)
  const { api, access } = await clusterOf(deps, accessId)
  const time = deadline(outer, patienceSeconds)
  try {
    await createRequest(api, access, signingRequest, time.signal)
    const certificate = await approveAndAwait(api, accessId, time.signal)
    await apply(api, binding(access), { signal: time.signal })
    await removeRequest(api, accessId, time.signal)
    return { certificate, authority: api.authority }
  } catch (error) {
    if (!time.isOver()) throw error
    throw refuse('unavailable', 'verify/AccessRefused', {
      access: accessId,
      reason: 'it was not signed in time',
    })
  } finally {
    time.abort()
  }
}

/** Throws `verify/AccessGone` where there is no such access, or it is revoked. */
const clusterOf = async (deps: ActivityDeps, id: string): Promise<{ api: ClusterApi; access: Access }> => {
  const em = deps.database.fork(everything)
  const access = await findAccess(em, id)
  const cluster = access && (await findCluster(em, access.cluster))
  if (!cluster || access.revokedAt) throw refuse('not-found', 'verify/AccessGone', { access: id })
  return { access, api: await openCluster(deps, cluster) }
}

const createRequest = async (
  api: ClusterApi,
  { id, expiresAt }: Access,
  pem: string,
  signal: AbortSignal,
): Promise<void> => {
  const seconds = Math.round((expiresAt.getTime() - Date.now()) / 1000)
  const body: V1CertificateSigningRequest = {
    metadata: { name: objectNameOf(id) },
    spec: {
      request: Buffer.from(pem).toString('base64'),
      signerName: 'kubernetes.io/kube-apiserver-client',
      expirationSeconds: Math.max(shortestSeconds, seconds),
      usages: ['client auth'],
    },
  }
  await removeRequest(api, id, signal) // of an earlier try, perhaps with another key
  await ask(
    api,
    'create the signing request of an access',
    () => api.certificates.createCertificateSigningRequest({ body }),
    { signal },
  )
}

const approveAndAwait = (api: ClusterApi, id: string, signal: AbortSignal): Promise<string> => {
  const name = objectNameOf(id)
  const requests = observe<V1CertificateSigningRequest>(
    api,
    path,
    { fieldSelector: `metadata.name=${name}` },
    signal,
  )
  return until(requests, async (seen) => {
    const request = seen.get(name)
    if (!request) return undefined
    const message = 'asked for by a user of Slipway who may'
    if (!isDecided(request)) await decide(api, request, { type: 'Approved', message }, { signal })
    const refused = request.status?.conditions?.find(({ type }) => type === 'Denied' || type === 'Failed')
    if (refused)
      throw refuse('failed', 'verify/AccessRefused', { access: id, reason: refused.message ?? refused.type })
    const { certificate } = request.status ?? {}
    return certificate === undefined ? undefined : Buffer.from(certificate, 'base64').toString()
  })
}

const removeRequest = async (api: ClusterApi, id: string, signal: AbortSignal): Promise<void> => {
  const name = objectNameOf(id)
  const remove = () => api.certificates.deleteCertificateSigningRequest({ name })
  await askFor(api, 'remove a signing request', remove, { signal })
}

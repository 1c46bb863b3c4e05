import type { V1CertificateSigningRequest } from '@kubernetes/client-node'
import { ask, type Patience } from '../api/ask.ts'
import type { ClusterApi } from '../api/open.ts'
import { statusOf } from '../api/problem.ts'

/** Whether somebody has decided. */
export const isDecided = (request: V1CertificateSigningRequest): boolean =>
  (request.status?.conditions ?? []).some(({ type }) => type === 'Approved' || type === 'Denied')

export const isIssued = (request: V1CertificateSigningRequest): boolean =>
  Boolean(request.status?.certificate)

/** Approves or denies; whoever decided in between is right. */
export const decide = (
  api: ClusterApi,
  request: V1CertificateSigningRequest,
  { type, message }: { type: 'Approved' | 'Denied'; message: string },
  patience: Patience,
): Promise<void> => {
  const name = request.metadata?.name ?? ''
  const conditions = [{ type, status: 'True', reason: 'Slipway', message, lastUpdateTime: new Date() }]
  const body = { ...request, status: { ...request.status, conditions } }
  return ask(
    api,
    `decide on the signing request ${name}`,
    async () => {
      try {
        await api.certificates.replaceCertificateSigningRequestApproval({ name, body })
      } catch (error) {
        if (statusOf(error) !== 409 && statusOf(error) !== 404) throw error
      }
    },
    patience,
  )
}

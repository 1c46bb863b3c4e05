import { requests } from './activities.ts'
import type { AccessRequest } from './contract.ts'

/** Gives a person's certificate, which is no secret without its key, and the authority of the cluster's API. */
export const signClusterAccess = (
  request: AccessRequest,
): Promise<{ certificate: string; authority: string }> => requests.signAccess(request)

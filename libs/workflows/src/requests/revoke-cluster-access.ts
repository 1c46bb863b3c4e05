import { requests } from './activities.ts'

/** Ends an access: when it has ended, the access's certificate is of no use. */
export const revokeClusterAccess = (accessId: string): Promise<void> => requests.revokeAccess(accessId)

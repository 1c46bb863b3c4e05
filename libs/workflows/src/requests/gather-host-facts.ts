import { requests } from './activities.ts'

/** Looks at a host over SSH; what was seen, or why nothing was, is in the host's record when it ends. */
export const gatherHostFacts = (hostId: string): Promise<void> => requests.gatherFacts(hostId)

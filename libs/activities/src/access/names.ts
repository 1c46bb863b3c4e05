/** The user that an access is, to the cluster. It is of no group: all it may do, its binding gives. */
export const userOf = (accessId: string): string => `slipway:access:${accessId}`
/** The name of its signing request and of its binding. */
export const objectNameOf = (accessId: string): string => `slipway-access-${accessId}`

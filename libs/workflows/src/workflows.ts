export { runOperation } from './engine/run-operation.ts'
export { gatherHostFacts } from './requests/gather-host-facts.ts'
export { revokeClusterAccess } from './requests/revoke-cluster-access.ts'
export { signClusterAccess } from './requests/sign-cluster-access.ts'

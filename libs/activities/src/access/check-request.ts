import { refuse } from '@slipway/domain'
import { readRequest } from '../kubernetes/certificates/request.ts'
import { userOf } from './names.ts'

/** Refuses what would certify anybody but this access, or make it a member of a group. */
export const checkRequest = (accessId: string, pem: string): void => {
  const asked = readRequest(pem)
  const isUser = asked?.names.length === 1 && asked.names[0] === userOf(accessId)
  const further = asked && [
    ...asked.groups,
    ...asked.others,
    ...asked.dns,
    ...asked.addresses,
    ...asked.otherNames,
  ]
  if (isUser && further?.length === 0) return
  const reason = asked ? 'the request is for somebody else' : 'the request cannot be read'
  throw refuse('invalid', 'verify/AccessRefused', { access: accessId, reason })
}

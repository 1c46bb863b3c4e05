import type { Problem } from '@slipway/domain'
import type { Response } from 'express'
import { recordUnexpected } from './unexpected.ts'

const statuses: Record<Problem['kind'], number> = {
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  unavailable: 503,
  damaged: 500,
  failed: 500,
}

/** problem+json (RFC 9457): the code and its data beside the words in English. */
export const answerProblem = (response: Response, { code, kind, data, words }: Problem): void => {
  const status = code === 'access/SignedOut' ? 401 : statuses[kind]
  send(response, status, { title: words.what, detail: words.remedy, code, kind, data })
}

export const answerUnexpected = (response: Response, error: unknown): void =>
  send(response, 500, { title: 'Internal error', id: recordUnexpected(error) })

const send = (response: Response, status: number, body: object): void => {
  if (response.headersSent) return void response.destroy()
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ status, ...body }))
}

import { refuse } from '@slipway/domain'
import type { Request, Response } from 'express'
import { request as askPlain } from 'node:http'
import { request as askByTls } from 'node:https'
import { answerProblem } from '../refusals/http.ts'
import { withoutSession } from '../sessions/cookie.ts'

const ofOneHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer'])

/**
 * Hands a request on to Temporal's UI, which has no login of its own, and its answer back. The UI is told to live
 * under the same path as here; the session's cookie and token stay here.
 */
export const handOn = (upstream: string | undefined, request: Request, response: Response): void => {
  if (upstream === undefined) return answerProblem(response, refuse('unavailable', 'access/UiNotSet'))
  const { protocol, hostname, port } = new URL(upstream)
  const ask = protocol === 'https:' ? askByTls : askPlain
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !ofOneHop.has(name) && name !== 'authorization'),
  )
  if (headers.cookie !== undefined) headers.cookie = withoutSession(String(headers.cookie))
  const asked = ask({ hostname, port, method: request.method, path: request.originalUrl, headers })
  asked.on('response', (answer) => {
    response.removeHeader('content-security-policy') // its pages have scripts of their own
    response.status(answer.statusCode ?? 502)
    for (const [name, value] of Object.entries(answer.headers))
      if (value !== undefined && !ofOneHop.has(name)) response.setHeader(name, value)
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
  asked.on('error', () => {
    if (response.headersSent) return void response.destroy()
    answerProblem(response, refuse('unavailable', 'access/UiUnreachable'))
  })
  response.on('close', () => asked.destroy())
  request.pipe(asked)
}

import { refuse } from '@slipway/domain'
import type { Request, RequestHandler, Response } from 'express'
import type { Parts } from '../parts.ts'
import { answerProblem, answerUnexpected } from '../refusals/http.ts'
import { bearerToken, cookieToken } from '../sessions/cookie.ts'
import { freshReaders, identify, type Context } from './context.ts'
import { isJson, isSafe, isSameOrigin } from './origin.ts'

/**
 * Where every request that is not for the dashboard comes in: finds out who asks. A cookie counts only for the
 * platform's own pages, and with it nothing that changes anything is taken from a form.
 */
export const entry =
  ({ database, settings }: Pick<Parts, 'database' | 'settings'>): RequestHandler =>
  (request, response, next) => {
    const bearer = bearerToken(request.header('authorization'))
    const cookie = bearer === undefined ? cookieToken(request.headers) : undefined
    if (cookie !== undefined && !isSafe(request.method)) {
      if (!isSameOrigin(request.headers, settings.publicUrl))
        return answerProblem(response, refuse('forbidden', 'access/OriginForeign'))
      if (hasBody(request) && !isJson(request.headers))
        return answerProblem(response, refuse('invalid', 'access/NotJson'))
    }
    identify(database, bearer ?? cookie, bearer ? 'bearer' : 'cookie').then(
      (caller) => {
        const context: Context = {
          ...{ caller, address: request.ip ?? '', request, response },
          readers: freshReaders(database, caller),
        }
        Object.assign(request, { context })
        next()
      },
      (error: unknown) => answerUnexpected(response, error),
    )
  }

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0

export const contextOf = ({ req }: { req: Request & { context?: Context }; res?: Response }): Context => {
  if (!req.context) throw new Error('a request came in by another way')
  return req.context
}

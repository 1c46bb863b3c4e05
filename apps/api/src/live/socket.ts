import { refuse } from '@slipway/domain'
import type { GraphQLError } from 'graphql'
import {
  getOperationAST,
  parse,
  validate,
  OperationTypeNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql'
import type { ServerOptions, SubscribePayload } from 'graphql-ws'
import { useServer, type Extra as WsExtra } from 'graphql-ws/use/ws'
import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { refusalOfCost } from '../limits/limits.ts'
import type { Parts } from '../parts.ts'
import { problemError } from '../refusals/member.ts'
import { masked } from '../refusals/unexpected.ts'
import { bearerToken, cookieToken } from '../sessions/cookie.ts'
import { watchSession } from '../sessions/watch.ts'
import { freshReaders, identify, type Caller, type Context } from '../web/context.ts'
import { isSameOrigin } from '../web/origin.ts'
import { takeUpgrades } from './upgrade.ts'

/** Of the protocol: the client is to sign in again rather than to connect again. */
const unauthorized = 4401
/** Of RFC 6455 and its registry: connect again, and read again what you have. */
const restarted = 1012

const most = { subscriptions: 100, bytes: 64 * 1024 } as const

type Extra = WsExtra & { caller?: Caller }

/** Subscriptions by graphql-ws at /graphql; nothing else is answered there. Gives the function that ends them all. */
export const serveSubscriptions = (
  server: Server,
  schema: GraphQLSchema,
  parts: Parts,
): (() => Promise<void>) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: most.bytes })
  const { dispose } = useServer(optionsFor(schema, parts), sockets, 15_000)
  takeUpgrades(server, '/graphql', sockets)
  const unfollow = parts.changes.follow((change) => {
    // what changed meanwhile is known to nobody: whoever follows something connects and reads again
    if (change.kind === 'reconnected') for (const socket of sockets.clients) socket.close(restarted)
  })
  return async () => {
    unfollow()
    await dispose()
  }
}

const optionsFor = (
  schema: GraphQLSchema,
  parts: Parts,
): ServerOptions<{ authorization?: unknown }, Extra> => ({
  schema,
  onConnect: async ({ connectionParams, extra }) => {
    const { headers } = extra.request
    const cookie = isSameOrigin(headers, parts.settings.publicUrl) ? cookieToken(headers) : undefined
    const bearer = bearerToken(connectionParams?.authorization)
    const caller = await identify(parts.database, bearer ?? cookie, bearer ? 'bearer' : 'cookie')
    if (!caller) return extra.socket.close(unauthorized, 'Unauthorized')
    extra.caller = caller
    const stop = watchSession(parts, caller, () => extra.socket.close(unauthorized, 'The session has ended'))
    extra.socket.once('close', stop)
    return true
  },
  onSubscribe: ({ extra, subscriptions }, _id, payload) => {
    if (Object.keys(subscriptions).length > most.subscriptions)
      return [
        problemError(refuse('unavailable', 'access/TooManySubscriptions', { most: most.subscriptions })),
      ]
    const context: Context = {
      caller: extra.caller,
      address: extra.request.socket.remoteAddress ?? '',
      readers: freshReaders(parts.database, extra.caller),
    }
    return readSubscription(schema, payload, context)
  },
  onError: (_context, _id, _payload, errors) => errors.map(shown),
  onNext: (_context, _id, _payload, _args, result) =>
    result.errors ? { data: result.data ?? null, errors: result.errors.map(shown) } : undefined,
})

const shown = (error: GraphQLError) => masked(error).toJSON()

/** What Apollo does for the other transport: the document is read, checked, and kept within its limits. */
const readSubscription = (
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscribePayload,
  contextValue: Context,
): ExecutionArgs | readonly GraphQLError[] => {
  try {
    const document = parse(query, { maxLexicalTokens: 5000 })
    const mistakes = validate(schema, document)
    if (mistakes.length > 0) return mistakes
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION)
      return [problemError(refuse('invalid', 'access/SubscriptionsOnly'))]
    const problem = refusalOfCost({ schema, document, operationName, variables })
    if (problem) return [problemError(problem)]
    return { schema, document, operationName, variableValues: variables ?? {}, contextValue }
  } catch (error) {
    return [masked(error)]
  }
}

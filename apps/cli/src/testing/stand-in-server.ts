import { buildSchema, GraphQLError, graphql, parse, type OperationDefinitionNode } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'
import { schemaText } from './schema.ts'

/** What one field of Query, Mutation or Subscription gives for its arguments. */
export type Answers = Record<string, (variables: never) => unknown>

export interface Asked {
  name: string
  variables: Record<string, unknown>
  authorization: string | undefined
}

export interface StandIn {
  url: string
  /** Every document that came, in order; that of the version check is left out. */
  asked: Asked[]
  /** Replaced by tests as they need. */
  answers: Answers
  /** Answers GET /operations/:id/log. */
  logs: (request: IncomingMessage, response: ServerResponse) => void
  /** Ends all live connections as a cut network does. */
  drop(): void
  stop(): Promise<void>
}

/** The only token that it takes. */
export const token = 'stand-in-token-0123456789'

export const platform = { version: '0.1.0', apiVersion: 1, bundles: [] as object[] }

/**
 * A server that stands in for the API: the same schema, answers by the tests. It shows how the CLI deals with what the
 * API says, not that the API says so.
 */
export const startStandIn = async (answers: Answers = {}): Promise<StandIn> => {
  const schema = buildSchema(await schemaText())
  const asked: Asked[] = []
  const open = new Set(['Platform', 'Login'])
  const note = (query: string, variables: Record<string, unknown>, authorization: string | undefined) => {
    const operation = parse(query).definitions[0] as OperationDefinitionNode
    const name = operation.name?.value ?? ''
    if (name !== 'Platform') asked.push({ name, variables, authorization })
    return open.has(name) || authorization === `Bearer ${token}`
  }
  const roots = () => ({ platform: () => platform, ...self.answers })

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { query, variables } = (await json(request)) as {
      query: string
      variables?: Record<string, unknown>
    }
    const known = note(query, variables ?? {}, request.headers.authorization)
    const refused = { errors: [new GraphQLError('sign in', { extensions: { code: 'UNAUTHENTICATED' } })] }
    const result = known
      ? await graphql({ schema, source: query, rootValue: roots(), variableValues: variables })
      : refused
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result))
  }
  const http = createServer((request, response) => {
    if (request.method === 'POST') void answer(request, response)
    else self.logs(request, response)
  })
  const sockets = new WebSocketServer({ server: http, path: '/graphql' })
  const live = useServer<{ authorization?: string }>(
    {
      onConnect: ({ connectionParams }) => connectionParams?.authorization === `Bearer ${token}`,
      onSubscribe: ({ connectionParams }, _id, { query, variables }) => {
        note(query, variables ?? {}, connectionParams?.authorization)
        return { schema, document: parse(query), variableValues: variables ?? {}, rootValue: roots() }
      },
    },
    sockets,
  )
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const self: StandIn = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    asked,
    answers,
    logs: (_, response) => void response.writeHead(404).end(),
    drop: () => sockets.clients.forEach((socket) => socket.terminate()),
    stop: async () => {
      if (!http.listening) return
      await live.dispose()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return self
}

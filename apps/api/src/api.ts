import 'reflect-metadata'
import type { LogLevel } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { GraphQLSchemaHost } from '@nestjs/graphql'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { json } from 'express'
import type { AddressInfo } from 'node:net'
import { serveSubscriptions } from './live/socket.ts'
import { ApiModule } from './module.ts'
import type { Parts } from './parts.ts'
import { readPage, serveDashboard } from './web/dashboard.ts'
import { entry } from './web/entry.ts'
import { securityHeaders } from './web/headers.ts'

export interface Api {
  host: string
  port: number
  close(): Promise<void>
}

/** A table of 2,000 hosts fits; a request is never larger. */
const largestBody = '1mb'

/** Starts the API; `port` 0 stands for a free one. */
export const startApi = async (
  parts: Parts,
  { host, port, logLevels }: { host: string; port: number; logLevels?: LogLevel[] },
): Promise<Api> => {
  const { tls, dashboard } = parts.settings
  const unlisten = await parts.database.listen((change) => parts.changes.publish(change))
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(parts), {
    bodyParser: false,
    logger: logLevels ?? ['error', 'warn'],
    ...(tls && { httpsOptions: { cert: tls.certificate, key: tls.key } }),
  })
  const page = readPage(dashboard)
  app.set('trust proxy', 'loopback')
  app.disable('x-powered-by')
  app.use(securityHeaders(tls !== undefined), serveDashboard(dashboard, page), entry(parts))
  app.use('/graphql', json({ limit: largestBody }))
  await app.init()
  const server = app.getHttpServer()
  const endSubscriptions = serveSubscriptions(server, app.get(GraphQLSchemaHost).schema, parts)
  await app.listen(port, host)
  return {
    host,
    port: (server.address() as AddressInfo).port,
    close: async () => {
      unlisten()
      await endSubscriptions()
      parts.changes.close()
      server.closeIdleConnections()
      await app.close()
    },
  }
}

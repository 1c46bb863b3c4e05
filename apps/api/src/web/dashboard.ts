import express, { type RequestHandler } from 'express'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { policyOf } from './headers.ts'

const ownPaths = [/^\/graphql$/, /^\/health\//, /^\/temporal(\/|$)/, /^\/operations\/[^/]+\/log$/]

/** The page of the built dashboard; undefined where it is not built. */
export const readPage = (folder: string): string | undefined => {
  const path = join(folder, 'index.html')
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** The built dashboard: its files, and its one page for every address that is not the API's. */
export const serveDashboard = (folder: string, page: string | undefined): RequestHandler => {
  const files = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      // the names of what is in `immutable` change with their content
      const lasting = path.includes('/immutable/')
      response.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const policy = policyOf(page ?? '')
  return (request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method) || ownPaths.some((path) => path.test(request.path)))
      return next()
    files(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error)
      if (page === undefined || !request.accepts('html')) return void response.sendStatus(404)
      response.setHeader('cache-control', 'no-cache')
      response.setHeader('content-security-policy', policy)
      response.type('html').send(page)
    })
  }
}

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sha256OfBytes } from '../../store/digest.ts'
import type { Components } from '../../version/components.ts'
import { releaseFiles, releaseImages } from '../catalogue.ts'
import { upstreamHosts, type Mirrors } from '../mirrors.ts'
import { checksumContent, fileContent } from './file-content.ts'
import { imageContents, type Content } from './registry-content.ts'

export type Fault = 'truncated' | 'stalled' | 'gone' | 'missing' | { bytes: string | Buffer }

export interface Answered {
  path: string
  /** Of the content. */
  sha256: string
}

/** A local server in place of the official sites, with small contents of its own. */
export interface StandIn {
  mirrors: Mirrors
  /** What was answered in full, in order. */
  readonly answered: readonly Answered[]
  /** Makes the path that ends so answer wrongly; `gone`: the whole server ends at that moment. */
  fault(pathEnd: string, fault: Fault): void
  mend(): void
  /** Resolves when a stalled answer has been begun. */
  readonly stalled: Promise<void>
  stop(): Promise<void>
}

export const startStandIn = async (components: Components): Promise<StandIn> => {
  const contents = await contentsOf(components)
  const faults = new Map<string, Fault>()
  const answered: Answered[] = []
  const stalled = Promise.withResolvers<void>()
  const server = createServer((request, response) => answer(request, response))
  const stop = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`)
    if (url.pathname === '/token') {
      response.end(JSON.stringify({ token: tokenFor(url.searchParams.get('scope') ?? '') }))
      return
    }
    if (url.pathname.startsWith('/v2/') && !authorized(request, response, url)) return
    // GitHub answers a release's address with that of its storage
    if (url.pathname.startsWith('/github.com/')) {
      response.writeHead(302, { location: `/storage${url.pathname}` }).end()
      return
    }
    const path = url.pathname.replace(/^\/storage/, '')
    const fault = [...faults].find(([end]) => path.endsWith(end))?.[1]
    const content = contents.get(path)
    if (fault === 'gone') void stop()
    else if (fault === 'missing' || content === undefined) response.writeHead(404).end('no such file')
    else if (fault === 'stalled') {
      response.writeHead(200, { 'content-length': content.bytes.length })
      response.write(content.bytes.subarray(0, 1), () => stalled.resolve())
    } else if (fault === 'truncated') {
      response.writeHead(200, { 'content-length': content.bytes.length })
      response.write(content.bytes.subarray(0, -1), () => response.destroy())
    } else {
      const bytes = typeof fault === 'object' ? Buffer.from(fault.bytes) : content.bytes
      const sha256 = sha256OfBytes(bytes)
      const digest = path.startsWith('/v2/') && { 'docker-content-digest': `sha256:${sha256}` }
      response.writeHead(200, { 'content-type': content.type, ...digest })
      response.end(bytes, () => answered.push({ path, sha256 }))
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    mirrors: new Map(upstreamHosts.map((host) => [host, `${base}/${host}`])),
    answered,
    fault: (pathEnd, fault) => faults.set(pathEnd, fault),
    mend: () => faults.clear(),
    stalled: stalled.promise,
    stop,
  }
}

const tokenFor = (scope: string): string => `token for ${scope}`.replaceAll(/[^a-z0-9]/g, '-')

const authorized = (request: IncomingMessage, response: ServerResponse, url: URL): boolean => {
  const repository = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(url.pathname)?.[1] ?? ''
  const scope = `repository:${repository}:pull`
  if (request.headers.authorization === `Bearer ${tokenFor(scope)}`) return true
  const challenge = `Bearer realm="${url.origin}/token",service="${url.host}",scope="${scope}"`
  response.writeHead(401, { 'www-authenticate': challenge }).end('{}')
  return false
}

const contentsOf = async (components: Components): Promise<Map<string, Content>> => {
  const contents = new Map<string, Content>()
  const put = (address: string, bytes: Buffer) => {
    const { host, pathname } = new URL(address)
    contents.set(`/${host}${pathname}`, { bytes, type: 'application/octet-stream' })
  }
  for (const file of releaseFiles(components)) {
    const bytes = await fileContent(file)
    put(file.address, bytes)
    put(file.checksum, Buffer.from(checksumContent(file, bytes)))
  }
  for (const image of releaseImages(components))
    for (const [path, content] of imageContents(image)) contents.set(path, content)
  return contents
}

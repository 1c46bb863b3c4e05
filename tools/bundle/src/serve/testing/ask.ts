import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { mediaTypes } from '../../oci/schema.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
}

interface Question {
  /** PEM of the one authority that is trusted. */
  ca: string
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Asks once over HTTPS, trusting only `ca`. The path is sent as it stands, ".." and all. */
export const ask = (
  base: string,
  path: string,
  { ca, method = 'GET', headers = {}, body }: Question,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const asked = request(
      { hostname: hostname.replace(/^\[|\]$/g, ''), port, path, method, headers, ca, agent: false },
      (response) => {
        buffer(response).then((bytes) => {
          const { statusCode = 0, headers } = response
          resolve({ status: statusCode, headers, body: bytes, text: bytes.toString() })
        }, reject)
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })

/** Asks a registry, saying as a container engine does which kinds of image it understands. */
export const askRegistry = (base: string, path: string, question: Question): Promise<Answer> =>
  ask(base, path, { ...question, headers: { accept: mediaTypes.manifest, ...question.headers } })

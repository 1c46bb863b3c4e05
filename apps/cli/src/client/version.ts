import { z } from 'zod'
import { platformDocument } from './documents.ts'
import { ask, type Asking } from './http.ts'
import { clientProblems } from './problems.ts'

/** The API's versions that this release speaks: a field stays for two releases after it was deprecated. */
export const spoken = { from: 1, to: 3 } as const

const platformSchema = z.object({
  platform: z.object({ version: z.string(), apiVersion: z.int() }),
})

/** Throws `client/ApiTooOld` or `client/ApiTooNew` where platform and CLI do not go together. */
export const checkApi = async (server: Asking): Promise<void> => {
  const { data } = await ask({ url: server.url, language: server.language }, platformDocument.text, {})
  const { version, apiVersion: api } = platformSchema.parse(data).platform
  if (api < spoken.from)
    throw clientProblems.ApiTooOld({ server: server.url, version, api, needed: spoken.from })
  if (api > spoken.to) throw clientProblems.ApiTooNew({ server: server.url, version, api, known: spoken.to })
}

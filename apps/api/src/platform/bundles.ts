import { bundleManifestSchema, refuse, type BundleManifest } from '@slipway/domain'
import type { Bundles as BundlesForPlans } from '@slipway/operations'
import { readFile } from 'node:fs/promises'
import { Agent, get } from 'node:https'
import { z } from 'zod'

export interface BundleFound {
  digest: string
  manifest: BundleManifest
}

/** What the platform has of Kubernetes versions. */
export interface Bundles extends BundlesForPlans {
  list(): Promise<BundleFound[]>
}

const listSchema = z.array(z.object({ version: z.string(), digest: z.string() }))

/**
 * The bundles that are served at `filesUrl`, as hosts see them. A manifest that was read once is kept: its digest
 * names its content. Throws access/BundlesUnreachable.
 */
export const servedBundles = (where: { filesUrl: string | undefined; ca: string | undefined }): Bundles => {
  const known = new Map<string, BundleFound>()
  const read = async (path: string): Promise<unknown> => {
    if (where.filesUrl === undefined) throw unreachable('hosts.filesUrl is not set')
    try {
      // read each time: the authority is made, and may be renewed, by whoever serves
      const ca = where.ca === undefined ? undefined : await readFile(where.ca)
      return JSON.parse(await fetchText(`${where.filesUrl}${path}`, ca))
    } catch (error) {
      throw unreachable(error instanceof Error ? error.message : String(error))
    }
  }
  const open = async ({ digest }: { digest: string }): Promise<BundleFound> => {
    const there = known.get(digest)
    if (there) return there
    const manifest = bundleManifestSchema.parse(await read(`/bundles/${digest}/manifest.json`))
    const found = { digest, manifest }
    known.set(digest, found)
    return found
  }
  const entries = async () => listSchema.parse(await read('/bundles'))
  return {
    versions: async () => (await entries()).map(({ version }) => version),
    list: async () => Promise.all((await entries()).map(open)),
    find: async (version) => {
      const entry = (await entries()).find((one) => one.version === version)
      return entry && open(entry)
    },
  }
}

const unreachable = (reason: string) => refuse('unavailable', 'access/BundlesUnreachable', { reason })

const fetchText = (url: string, ca: Buffer | undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    const agent = new Agent(ca === undefined ? {} : { ca })
    get(url, { agent, signal: AbortSignal.timeout(10_000) }, (response) => {
      const parts: Buffer[] = []
      response.on('error', reject)
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(parts).toString())
        else reject(new Error(`${url} answers ${response.statusCode ?? 0}`))
      })
    }).on('error', reject)
  })

import { request } from 'node:https'
import { parse } from 'yaml'
import { z } from 'zod'

const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.url(), 'certificate-authority-data': z.base64() }) }),
  ]),
  users: z.tuple([
    z.object({ user: z.object({ 'client-certificate-data': z.base64(), 'client-key-data': z.base64() }) }),
  ]),
})

const nodesSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
        nodeInfo: z.object({ kubeletVersion: z.string(), osImage: z.string() }),
      }),
    }),
  ),
})

export interface Node {
  name: string
  ready: boolean
  version: string
  os: string
}

/** What the cluster itself says of its nodes to whoever holds this kubeconfig. */
export const nodesOf = async (kubeconfig: string): Promise<Node[]> => {
  const { clusters, users } = kubeconfigSchema.parse(parse(kubeconfig))
  const [{ cluster }] = clusters
  const [{ user }] = users
  const answer = await ask(new URL('/api/v1/nodes', cluster.server), {
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
    cert: Buffer.from(user['client-certificate-data'], 'base64'),
    key: Buffer.from(user['client-key-data'], 'base64'),
  })
  return nodesSchema.parse(JSON.parse(answer)).items.map(({ metadata, status }) => ({
    name: metadata.name,
    ready: status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
    version: status.nodeInfo.kubeletVersion,
    os: status.nodeInfo.osImage,
  }))
}

const ask = (url: URL, tls: { ca: Buffer; cert: Buffer; key: Buffer }): Promise<string> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { ...tls, timeout: 30_000 }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', reject)
      response.once('end', () => {
        const text = Buffer.concat(parts).toString()
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${url.href}: HTTP ${response.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    asked.once('timeout', () => asked.destroy(new Error(`${url.href} does not answer`)))
    asked.once('error', reject)
    asked.end()
  })

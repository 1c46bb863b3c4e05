import { request } from 'node:https'
import { parse } from 'yaml'

interface Kubeconfig {
  clusters: [{ cluster: { server: string; 'certificate-authority-data': string } }]
  users: [{ user: { 'client-certificate-data': string; 'client-key-data': string } }]
}

/** Posts an object as another user, as an administrator may. Throws what the API said where it refused. */
export const impersonate = (
  kubeconfig: string,
  user: string,
  groups: readonly string[],
  path: string,
  body: object,
): Promise<void> => {
  const config = parse(kubeconfig) as Kubeconfig
  const { cluster } = config.clusters[0]
  const admin = config.users[0].user
  const clear = (data: string): Buffer => Buffer.from(data, 'base64')
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(path, cluster.server),
      {
        method: 'POST',
        ca: clear(cluster['certificate-authority-data']),
        cert: clear(admin['client-certificate-data']),
        key: clear(admin['client-key-data']),
        headers: {
          'content-type': 'application/json',
          'impersonate-user': user,
          'impersonate-group': [...groups],
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          response.statusCode === 201 ? resolve() : reject(new Error(Buffer.concat(chunks).toString())),
        )
      },
    )
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}

import { Problem } from '@slipway/domain'
import { addAccess, everything, findAccess } from '@slipway/persistence'
import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { apiOf, type ClusterApi } from '../kubernetes/api/open.ts'
import { statusOf } from '../kubernetes/api/problem.ts'
import { openControlPlane, type ControlPlane } from '../testing/control-plane.ts'
import { openTestPlatform, type TestPlatform } from '../testing/platform.ts'
import { signingRequestWithKey } from '../testing/signing-request.ts'
import { userOf } from './names.ts'
import { revokeAccess } from './revoke.ts'
import { signAccess } from './sign.ts'

let controlPlane: ControlPlane
let platform: TestPlatform
let cluster: string
const never = new AbortController().signal
const hours = 60 * 60 * 1000

beforeAll(async () => {
  ;[controlPlane, platform] = await Promise.all([openControlPlane(), openTestPlatform()])
  cluster = await platform.addCluster('test', controlPlane.kubeconfig)
})
afterAll(async () => {
  await Promise.all([controlPlane?.close(), platform?.close()])
})

const newAccess = async (lasts = 8 * hours): Promise<string> => {
  const { project } = platform
  const expiresAt = new Date(Date.now() + lasts)
  const em = platform.database.fork(everything)
  return (await addAccess(em, { project, cluster, name: 'laptop', createdBy: 'ada', expiresAt })).id
}
/** The cluster as whoever holds that certificate and key sees it. */
const asHolder = (certificate: string, key: string, authority: string): ClusterApi => {
  const encoded = (text: string): string => Buffer.from(text).toString('base64')
  const { server } = controlPlane.api
  const kubeconfig = {
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'it' },
    clusters: [{ name: 'it', cluster: { server, 'certificate-authority-data': encoded(authority) } }],
    users: [
      {
        name: 'it',
        user: { 'client-certificate-data': encoded(certificate), 'client-key-data': encoded(key) },
      },
    ],
    contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
  }
  return apiOf('test', stringify(kubeconfig))
}
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error))

test('an access works until it is revoked, and then its certificate is of no use', async () => {
  const id = await newAccess()
  const { pem, key } = await signingRequestWithKey({ names: [userOf(id)] })
  const signed = await signAccess(platform.deps, { accessId: id, signingRequest: pem }, never)
  const holder = asHolder(signed.certificate, key, signed.authority)
  // the API server learns of a new binding by a watch of its own
  await expect
    .poll(() => holder.core.listNode().then(() => 'allowed', statusOf), { timeout: 30_000 })
    .toBe('allowed')
  await revokeAccess(platform.deps, id, never)
  await expect
    .poll(() => holder.core.listNode().then(() => 'allowed', statusOf), { timeout: 30_000 })
    .toBe(403)
  expect((await findAccess(platform.database.fork(everything), id))?.revokedAt).toBeInstanceOf(Date)
})

test('its certificate names the access, no group, and ends when the access does', async () => {
  const id = await newAccess(8 * hours)
  const { pem } = await signingRequestWithKey({ names: [userOf(id)] })
  const { certificate } = await signAccess(platform.deps, { accessId: id, signingRequest: pem }, never)
  const { subject, validTo } = new X509Certificate(certificate)
  expect(subject).toBe(`CN=${userOf(id)}`)
  expect(new Date(validTo).getTime() - Date.now()).toBeLessThan(8 * hours + 60_000)
  expect(new Date(validTo).getTime() - Date.now()).toBeGreaterThan(7 * hours)
})

test('asking again, as after a crash, gives a certificate for the new key, and leaves no request behind', async () => {
  const id = await newAccess()
  await signAccess(
    platform.deps,
    { accessId: id, signingRequest: (await signingRequestWithKey({ names: [userOf(id)] })).pem },
    never,
  )
  const again = await signingRequestWithKey({ names: [userOf(id)] })
  const { certificate, authority } = await signAccess(
    platform.deps,
    { accessId: id, signingRequest: again.pem },
    never,
  )
  const holder = asHolder(certificate, again.key, authority)
  await expect
    .poll(() => holder.core.listNode().then(() => 'allowed', statusOf), { timeout: 30_000 })
    .toBe('allowed')
  const { items } = await controlPlane.api.certificates.listCertificateSigningRequest()
  expect(items.map(({ metadata }) => metadata?.name)).toEqual([])
})

test.each([
  ['another access', { names: ['slipway:access:someone-else'] }],
  ['a node', { names: ['system:node:cp-1'], groups: ['system:nodes'] }],
])('a request that would certify %s is refused', async (_, draft) => {
  const id = await newAccess()
  const { pem } = await signingRequestWithKey(draft)
  const refusal = await signAccess(platform.deps, { accessId: id, signingRequest: pem }, never).catch(codeOf)
  expect(refusal).toBe('verify/AccessRefused')
})

test('a request for the administrators’ group is refused', async () => {
  const id = await newAccess()
  const { pem } = await signingRequestWithKey({ names: [userOf(id)], groups: ['system:masters'] })
  const refusal = await signAccess(platform.deps, { accessId: id, signingRequest: pem }, never).catch(codeOf)
  expect(refusal).toBe('verify/AccessRefused')
})

test('what is revoked is not signed again, and revoking twice is fine', async () => {
  const id = await newAccess()
  await revokeAccess(platform.deps, id, never)
  await revokeAccess(platform.deps, id, never)
  const { pem } = await signingRequestWithKey({ names: [userOf(id)] })
  expect(await signAccess(platform.deps, { accessId: id, signingRequest: pem }, never).catch(codeOf)).toBe(
    'verify/AccessGone',
  )
})

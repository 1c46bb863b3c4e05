import type { HostAccess } from '@slipway/sandbox'
import { withProgress } from '@slipway/system'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dataOf, wordsOf, type Client } from '../client/index.ts'
import { listCredentials, listHosts } from '../command/find.ts'
import { addCredentialDocument } from '../credential/documents.ts'
import {
  addHostDocument,
  forgetHostKeyDocument,
  gatherFactsDocument,
  removeHostDocument,
} from '../host/documents.ts'
import { waitForFacts } from '../host/look.ts'
import type { HostView } from '../host/view.ts'
import { names, type Demo } from './context.ts'
import type { Hosts } from './ground.ts'
import { demoProblems } from './problems.ts'

/** Tells the platform of the hosts and lets it look at them, as any client would; gives them as it knows them. */
export const registerHosts = async (demo: Demo, client: Client, hosts: Hosts): Promise<HostView[]> => {
  const { progress, signal } = demo
  const credential = await requireCredential(client, hosts.access)
  const known = await ownHosts(client)
  const replaced = known.filter((host) => isReplaced(host, credential, hosts.access))
  const members = replaced.filter(({ cluster }) => cluster !== null)
  if (members.length > 0)
    throw demoProblems.HostsReplaced({ hosts: members.map(({ name }) => name), cluster: names.cluster })
  for (const { id } of replaced) client.granted((await client.ask(removeHostDocument, { id })).removeHost)
  const kept = known.filter((host) => !replaced.includes(host))
  for (const { name, address, port } of hosts.access) {
    if (kept.some((host) => host.name === name)) continue
    const input = { name, address, port, credential: credential.id }
    kept.push(client.granted((await client.ask(addHostDocument, { input })).addHost))
  }
  // a host that the demo has just made shows another key, and nobody else can have taken its place
  for (const { id, name, hostKey } of kept)
    if (hosts.made.has(name) && hostKey !== null)
      client.granted((await client.ask(forgetHostKeyDocument, { id })).forgetHostKey)
  return withProgress(progress, 'look at the hosts', async () => {
    const ids = kept.map(({ id }) => id)
    client.granted((await client.ask(gatherFactsDocument, { hosts: ids })).gatherFacts)
    const seen = await waitForFacts(client, ids, () => undefined, signal)
    seen.forEach((host) => refuseUnseen(client, host))
    return seen
  })
}

/** The hosts of the demo that the platform knows. */
export const ownHosts = async (client: Client): Promise<HostView[]> =>
  (await listHosts(client)).filter(({ name }) => (names.hosts as readonly string[]).includes(name))

const isReplaced = (host: HostView, credential: { id: string }, access: readonly HostAccess[]): boolean =>
  host.credential.id !== credential.id ||
  access.find(({ name }) => name === host.name)?.address !== host.address

/** Another sandbox has another key, and so another credential: its name says whose it is. */
const requireCredential = async (client: Client, access: readonly HostAccess[]): Promise<{ id: string }> => {
  const [first] = access
  if (!first) throw new Error('the demo has no hosts')
  const privateKey = await readFile(first.keyPath, 'utf8')
  const mark = createHash('sha256').update(privateKey).digest('hex').slice(0, 8)
  const name = `${credentialPrefix}${mark}`
  const found = (await listCredentials(client)).find((one) => one.name === name)
  if (found) return found
  const input = { name, userName: first.user, privateKey }
  return client.granted((await client.ask(addCredentialDocument, { input })).addCredential)
}

export const credentialPrefix = 'demo-'

const refuseUnseen = (client: Client, { name, factsFailure }: HostView): void => {
  if (!factsFailure) return
  const { what, why, remedy } = wordsOf(client.language, { ...factsFailure, data: dataOf(factsFailure.data) })
  throw demoProblems.HostUnseen({ host: name, what, why: why ?? '', remedy })
}

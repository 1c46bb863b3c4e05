import type { Client } from '../client/client.ts'
import { gatherFactsDocument, hostChangedDocument, hostsDocument } from './documents.ts'
import { collect } from '../client/pages.ts'
import type { HostView } from './view.ts'

/** Has the platform look at hosts; `waitForFacts` says what came of it. */
export const askForFacts = async (client: Client, hosts: readonly string[]): Promise<HostView[]> =>
  client.granted((await client.ask(gatherFactsDocument, { hosts })).gatherFacts).hosts

/**
 * Waits until none of these hosts is being looked at, and gives them as they are then. `seen` is called for each as
 * it ends. What changed before the subscription stood is asked for when it stands, and again after a lost connection.
 */
export const waitForFacts = async (
  client: Client,
  wanted: readonly string[],
  seen: (host: HostView) => void,
  signal?: AbortSignal,
): Promise<HostView[]> => {
  const waiting = new Set(wanted)
  const found = new Map<string, HostView>()
  const enough = new AbortController()
  const note = (host: HostView) => {
    if (host.gathering || !waiting.delete(host.id)) return
    found.set(host.id, host)
    seen(host)
    if (waiting.size === 0) enough.abort()
  }
  let looking: Promise<void> = Promise.resolve()
  const lookAll = async () => {
    const hosts = await collect(async (page) => (await client.ask(hostsDocument, page)).hosts)
    hosts.forEach(note)
  }
  const either = AbortSignal.any([enough.signal, ...(signal ? [signal] : [])])
  const open = () => {
    looking = lookAll()
    looking.catch((error: unknown) => enough.abort(error))
  }
  try {
    for await (const { hostChanged } of client.changes(hostChangedDocument, {}, { signal: either, open })) {
      note(hostChanged)
      if (waiting.size === 0) break
    }
  } catch (error) {
    if (waiting.size > 0) throw error
  }
  await looking
  return wanted.flatMap((id) => found.get(id) ?? [])
}

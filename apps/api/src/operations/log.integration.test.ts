import { appendLines, begin, end, everything } from '@slipway/persistence'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addPerson, addProject, openTestApi, type TestApi } from '../testing/api.ts'
import { ask, signedIn } from '../testing/client.ts'
import { addRecords, endOperation, type Records } from '../testing/records.ts'

let api: TestApi
let records: Records
let headers: Record<string, string>
beforeAll(async () => {
  api = await openTestApi({})
  await addPerson(api.database, { name: 'root', admin: true })
})
afterAll(() => api.close())
beforeEach(async () => {
  headers = await signedIn(api.url, 'root')
  records = await addRecords(
    api.database,
    api.parts.vault,
    await addProject(api.database, crypto.randomUUID()),
  )
})

const write = (texts: string[], step = 'reach', target = 'one') =>
  appendLines(
    api.database.fork(everything),
    texts.map((text) => ({ operation: records.operation, step, target, task: 'ping', text })),
  )

interface Event {
  event?: string
  id?: string
  data: { text?: string; step?: string; target?: string; task?: string; seq?: number; at?: string }
}

/** The events of a stream as they come. */
const open = async (query = '', extra: Record<string, string> = {}) => {
  const gone = new AbortController()
  const response = await fetch(`${api.url}/operations/${records.operation}/log?${query}`, {
    headers: { ...headers, ...extra },
    signal: gone.signal,
  })
  const events = (async function* (): AsyncGenerator<Event, void> {
    let text = ''
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part
      for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
        const lines = text.slice(0, at).split('\n')
        text = text.slice(at + 2)
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
        const data = field('data')
        if (data === undefined) continue
        const [event, id] = [field('event'), field('id')]
        yield {
          ...(event !== undefined && { event }),
          ...(id !== undefined && { id }),
          data: JSON.parse(data) as Event['data'],
        }
      }
    }
  })()
  return { response, events, leave: () => gone.abort() }
}
const take = async (events: AsyncGenerator<Event, void>, count: number): Promise<Event[]> => {
  const taken: Event[] = []
  while (taken.length < count) {
    const { done, value } = await events.next()
    if (done) throw new Error(`it ended after ${taken.length} of ${count}`)
    taken.push(value)
  }
  return taken
}
const texts = (events: Event[]) => events.map(({ event, data }) => event ?? data.text)

test('a log is told from its beginning, then live, until its operation has ended', async () => {
  await write(['a', 'b'])
  const { response, events } = await open()
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const [first] = await take(events, 1)
  expect(first).toMatchObject({
    id: String(first!.data.seq),
    data: { step: 'reach', target: 'one', task: 'ping' },
  })
  expect(texts(await take(events, 1))).toEqual(['b'])
  await write(['c'])
  expect(texts(await take(events, 1))).toEqual(['c'])
  await endOperation(api.database, records.operation)
  expect(texts(await take(events, 1))).toEqual(['end'])
  expect(await events.next()).toMatchObject({ done: true })
})

test('a connection that was lost goes on after its last event', async () => {
  await write(['a', 'b', 'c'])
  const lost = await open()
  const [, b] = await take(lost.events, 2)
  lost.leave()
  await write(['d'])
  for (const again of [await open('', { 'last-event-id': b!.id! }), await open(`after=${b!.id}`)]) {
    expect(texts(await take(again.events, 2))).toEqual(['c', 'd'])
    again.leave()
  }
})

test('the log of a cell has its lines alone, and ends with it; a failed one may be tried again', async () => {
  const em = () => api.database.fork(everything)
  const pair = { operation: records.operation, step: 'reach', target: 'one' }
  await begin(em(), pair)
  await write(['mine'])
  await write(['other'], 'reach', 'two')
  await write(['later'], 'prepare-host', 'one')
  const { events } = await open('step=reach&target=one')
  expect(texts(await take(events, 1))).toEqual(['mine'])
  await end(em(), { ...pair, outcome: 'failed' })
  await begin(em(), pair)
  await write(['again'])
  expect(texts(await take(events, 1))).toEqual(['again'])
  await end(em(), { ...pair, outcome: 'changed' })
  expect(texts(await take(events, 1))).toEqual(['end'])
})

test('what is there can be had without following', async () => {
  await write(Array.from({ length: 1200 }, (_, index) => `line ${index}`))
  const { events } = await open('follow=false')
  const all = await take(events, 1201)
  expect(texts(all)).toEqual([...Array.from({ length: 1200 }, (_, index) => `line ${index}`), 'end'])
  expect(await events.next()).toMatchObject({ done: true })
})

test('a line that looks like the end of an event is data', async () => {
  await write(['one\n\nevent: end\ndata: x'])
  const { events } = await open('follow=false')
  expect(texts(await take(events, 2))).toEqual(['one\n\nevent: end\ndata: x', 'end'])
})

test('a log ends with the session that asked for it', async () => {
  await write(['a'])
  const { events } = await open()
  await take(events, 1)
  await ask(api.url, 'mutation { logout }', {}, headers)
  expect(await events.next()).toMatchObject({ done: true })
})

test('a log is refused without a login, for an unknown operation, and for an odd position', async () => {
  const get = (path: string, given = headers) => fetch(`${api.url}/operations/${path}`, { headers: given })
  const nobody = await get(`${records.operation}/log`, {})
  expect(nobody.status).toBe(401)
  expect(nobody.headers.get('content-type')).toMatch('application/problem+json')
  expect(await nobody.json()).toMatchObject({ status: 401, code: 'access/SignedOut' })
  for (const id of [crypto.randomUUID(), 'x'])
    expect(await (await get(`${id}/log`)).json()).toMatchObject({ status: 404, code: 'access/Unknown' })
  expect(await (await get(`${records.operation}/log?after=x`)).json()).toMatchObject({ status: 400 })
})

test('members read no log of another project', async () => {
  await write(['secret of others'])
  await addPerson(api.database, {
    name: records.project,
    projects: [await addProject(api.database, crypto.randomUUID())],
  })
  const member = await signedIn(api.url, records.project)
  const response = await fetch(`${api.url}/operations/${records.operation}/log`, { headers: member })
  expect(response.status).toBe(404)
  expect(await response.text()).not.toContain('secret of others')
})

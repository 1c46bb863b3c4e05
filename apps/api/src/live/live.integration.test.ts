import type { Outcome } from '@slipway/domain'
import { begin, end, everything } from '@slipway/persistence'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addPerson, addProject, openTestApi, type TestApi } from '../testing/api.ts'
import { ask, signedIn } from '../testing/client.ts'
import { addRecords, endOperation, type Records } from '../testing/records.ts'
import { follow, openSocket, take, takeAll } from '../testing/socket.ts'

let api: TestApi
let records: Records
let headers: Record<string, string>
beforeAll(async () => {
  api = await openTestApi({})
  await addPerson(api.database, { name: 'root', admin: true })
  headers = await signedIn(api.url, 'root')
})
afterAll(() => api.close())
beforeEach(async () => {
  const project = await addProject(api.database, crypto.randomUUID())
  records = await addRecords(api.database, api.parts.vault, project)
})

const pair = (target: string, step = 'reach') => ({ operation: records.operation, step, target })
const began = (target: string) => begin(api.database.fork(everything), pair(target))
const ended = (target: string, outcome: Outcome = 'changed') =>
  end(api.database.fork(everything), {
    ...pair(target),
    outcome,
    ...(outcome === 'failed' && { failure: { code: 'run/Unexpected', data: { message: 'm' } } }),
  })

const events = `subscription ($id: ID!, $after: String) { operationEvents(operation: $id, after: $after) {
  cursor operation { state } cell { step target attempt state beganAt endedAt failure { code message } } } }`

interface Value {
  data: {
    operationEvents: {
      cursor: string
      operation: { state: string }
      cell: { target: string; state: string; attempt: number; beganAt: string; endedAt: string | null } | null
    }
  }
}
const said = (values: Value[]) =>
  values.map(({ data: { operationEvents: event } }) =>
    event.cell ? `${event.cell.target} ${event.cell.attempt} ${event.cell.state}` : event.operation.state,
  )

const refusalIn = async (
  values: AsyncIterator<{ errors?: readonly { extensions?: object }[] | undefined }>,
) => {
  const { value } = await values.next()
  return (value.errors?.[0]?.extensions as { refusal: { code: string } }).refusal.code
}

test('an operation is told from its beginning, then live, until it has ended', async () => {
  await began('one')
  await ended('one', 'failed')
  const client = openSocket(api.url, headers)
  const values = follow(client, events, { id: records.operation })
  const before = (await take(values, 2)) as Value[]
  expect(said(before)).toEqual(['one 1 RUNNING', 'one 1 FAILED'])
  await began('one')
  const [live] = (await take(values, 1)) as Value[]
  expect(said([live!])).toEqual(['one 2 RUNNING'])
  await ended('one')
  await endOperation(api.database, records.operation)
  expect(said((await takeAll(values)) as Value[])).toEqual(['one 2 CHANGED', 'SUCCEEDED'])
  await client.dispose()
})

test('after a dropped connection the cursor leads on: nothing is missed, nothing comes twice', async () => {
  const targets = Array.from({ length: 12 }, (_, index) => `t${index}`)
  const seen: Value[] = []
  let cursor: string | undefined
  for (const [index, target] of targets.entries()) {
    const client = openSocket(api.url, headers)
    const values = follow(client, events, { id: records.operation, after: cursor })
    await began(target)
    const [value] = (await take(values, 1)) as [Value]
    seen.push(value)
    cursor = value.data.operationEvents.cursor
    client.terminate() // the socket is gone without a word
    if (index % 2 === 0) await ended(target) // while nobody listens
    if (index % 2 === 0) {
      const again = openSocket(api.url, headers)
      const [missed] = (await take(follow(again, events, { id: records.operation, after: cursor }), 1)) as [
        Value,
      ]
      seen.push(missed)
      cursor = missed.data.operationEvents.cursor
      again.terminate()
    }
  }
  await endOperation(api.database, records.operation, 'cancelled')
  const client = openSocket(api.url, headers)
  const rest = (await takeAll(follow(client, events, { id: records.operation, after: cursor }))) as Value[]
  expect(said(rest)).toEqual(['CANCELLED'])
  const whole = (await takeAll(follow(client, events, { id: records.operation }))) as Value[]
  expect(said(seen)).toEqual(said(whole.slice(0, -1)))
  expect(said(whole)).toHaveLength(targets.length * 1.5 + 1)
  await client.dispose()
})

test('whoever comes in the middle of an attempt is told when it began', async () => {
  await began('one')
  const { data } = await ask(
    api.url,
    `{ operation(id: "${records.operation}") { cursor progress { beganAt } } }`,
    {},
    headers,
  )
  await ended('one')
  await began('two')
  const client = openSocket(api.url, headers)
  const values = follow(client, events, { id: records.operation, after: data.operation.cursor })
  const [value] = (await take(values, 1)) as [Value]
  expect(value.data.operationEvents.cell).toMatchObject({
    state: 'CHANGED',
    beganAt: data.operation.progress[0].beganAt,
  })
  await client.dispose()
})

test('many writers at once: every reader gets every event once and in the same order', async () => {
  const client = openSocket(api.url, headers)
  const readers = [1, 2, 3].map(() => follow(client, events, { id: records.operation }))
  const firsts = readers.map((reader) => take(reader, 80) as Promise<Value[]>)
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      await began(`t${index}`)
      await ended(`t${index}`)
    }),
  )
  const [one, ...others] = await Promise.all(firsts)
  expect(new Set(said(one!)).size).toBe(80)
  for (const other of others) expect(said(other)).toEqual(said(one!))
  await client.dispose()
})

test('a subscription that waits can be ended, and is gone', async () => {
  const client = openSocket(api.url, headers)
  const values = follow(client, events, { id: records.operation })
  await began('one')
  await take(values, 1)
  await values.return!()
  await client.dispose()
  // a closed API would hang on a generator that still waits; afterAll closes it
})

test('a cursor that is none, and an operation that nobody sees, are refused', async () => {
  const client = openSocket(api.url, headers)
  const bad = follow(client, events, { id: records.operation, after: 'x' })
  expect(await refusalIn(bad)).toBe('access/InputInvalid')
  const unseen = follow(client, events, { id: crypto.randomUUID() })
  expect(await refusalIn(unseen)).toBe('access/Unknown')
  await client.dispose()
})

test('changes of clusters, operations and hosts are told as rows, by project for those who ask so', async () => {
  const client = openSocket(api.url, headers)
  const other = await addRecords(
    api.database,
    api.parts.vault,
    await addProject(api.database, crypto.randomUUID()),
  )
  const change = (table: string, id: string) =>
    api.database.fork(everything).execute(`update ${table} set created_at = created_at where id = ?`, [id])
  const fields = [
    ['cluster', 'clusterChanged', records.cluster, other.cluster],
    ['operation', 'operationChanged', records.operation, other.operation],
    ['host', 'hostChanged', records.host, other.host],
  ] as const
  for (const [table, field, mine, theirs] of fields) {
    const values = follow(client, `subscription ($project: ID) { ${field}(project: $project) { id } }`, {
      project: records.project,
    })
    const next = take(values, 1)
    // the subscription may not be there yet: the change is repeated until it is heard
    const repeat = setInterval(() => {
      void change(table, theirs).then(() => change(table, mine))
    }, 100)
    const [value] = await next
    clearInterval(repeat)
    expect(value).toEqual({ data: { [field]: { id: mine } } })
    await values.return!()
  }
  await client.dispose()
})

test('members hear nothing of other projects', async () => {
  await addPerson(api.database, { name: records.project, projects: [records.project] })
  const member = await signedIn(api.url, records.project)
  const other = await addRecords(
    api.database,
    api.parts.vault,
    await addProject(api.database, crypto.randomUUID()),
  )
  const client = openSocket(api.url, member)
  const values = follow(client, 'subscription { hostChanged { id } }')
  const heard = take(values, 3)
  const change = (id: string) =>
    api.database.fork(everything).execute('update host set created_at = created_at where id = ?', [id])
  const repeat = setInterval(() => {
    void change(other.host).then(() => change(records.host))
  }, 50)
  const all = await heard
  clearInterval(repeat)
  for (const value of all) expect(value).toEqual({ data: { hostChanged: { id: records.host } } })
  const hidden = follow(client, events, { id: other.operation })
  expect(await refusalIn(hidden)).toBe('access/Unknown')
  await client.dispose()
})

test('where changes may have been missed, connections end so that clients read again', async () => {
  const closed = Promise.withResolvers<number>()
  const client = openSocket(api.url, headers, { closed: closed.resolve })
  await began('one')
  await take(follow(client, events, { id: records.operation }), 1)
  await api.database
    .fork(everything)
    .execute(`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %'`)
  expect(await closed.promise).toBe(1012)
  const again = openSocket(api.url, headers)
  const values = follow(again, events, { id: records.operation })
  await take(values, 1)
  await ended('one')
  expect(said((await take(values, 1)) as Value[])).toEqual(['one 1 CHANGED'])
  await again.dispose()
})

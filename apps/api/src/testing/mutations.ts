import { everything, listAudit, type Audit } from '@slipway/persistence'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Operations } from '../operations/port.ts'
import { addPerson, addProject, openTestApi, type TestApi } from './api.ts'
import { fieldOf, signedIn } from './client.ts'
import { addRecords, type Records } from './records.ts'

/** What every refusal has. */
export const all = '__typename ... on Refusal { code kind data message }'
/** For unions that have Invalid. */
export const some = `${all} ... on Invalid { field }`

/** The API of a test file, an admin's headers, and records of a project of its own for each test. */
export interface Bench {
  api: TestApi
  headers: Record<string, string>
  records: Records
  /** Use cases as the test wants them; none of the test before. */
  operations: Partial<Operations>
  // what comes is known by the document
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  mutate(field: string, variables?: object, declared?: string): Promise<any>
  audit(): Promise<Audit[]>
}

/** At the top of a test file. */
export const useApi = (): Bench => {
  const bench: Partial<Bench> & Pick<Bench, 'operations'> = { operations: {} }
  const api = () => bench.api!
  bench.mutate = (field, variables = {}, declared = '') =>
    fieldOf(api().url, `mutation ${declared} { ${field} }`, { ...variables }, bench.headers!)
  bench.audit = async () => {
    const filter = { project: bench.records!.project }
    return (await listAudit(api().database.fork(everything), filter, { first: 200 })).rows
  }
  beforeAll(async () => {
    bench.api = await openTestApi({
      operations: {
        plan: (asked) => bench.operations.plan!(asked),
        start: (asked) => bench.operations.start!(asked),
        requestFacts: (asked) => bench.operations.requestFacts!(asked),
        requestAccess: (asked) => bench.operations.requestAccess!(asked),
        revokeAccess: (asked) => bench.operations.revokeAccess!(asked),
      },
    })
    await addPerson(api().database, { name: 'root', admin: true })
    bench.headers = await signedIn(api().url, 'root')
  })
  afterAll(() => api().close())
  beforeEach(async () => {
    bench.operations = {}
    const project = await addProject(api().database, crypto.randomUUID())
    bench.records = await addRecords(api().database, api().parts.vault, project)
  })
  return bench as Bench
}

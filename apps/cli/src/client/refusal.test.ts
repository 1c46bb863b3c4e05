import { catalogue } from '@slipway/words'
import { expect, test } from 'vitest'
import { clientProblems } from './problems.ts'
import { problemOfError, reasonOf } from './http.ts'
import { granted, wordsOf } from './refusal.ts'

const server = { url: 'https://slipway.invalid', language: 'en' } as const
const refusal = { code: 'access/SignInFailed', kind: 'FORBIDDEN', data: {}, message: 'from the API' } as const
const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('what was granted is given', () => {
  const plan = { __typename: 'Plan', hash: 'x' } as const
  expect(granted('en', plan as typeof plan | typeof refusal)).toBe(plan)
})

test('a refusal is thrown in the words of the catalogue, in the language that was asked for', () => {
  const said = (language: 'en' | 'zh') => thrown(() => granted(language, refusal))
  expect(said('en')).toMatchObject({
    kind: 'forbidden',
    words: { what: catalogue.en.access.SignInFailed.what },
  })
  expect(said('zh')).toMatchObject({ words: { what: catalogue.zh.access.SignInFailed.what } })
})

test('a code that this release has no words for is said as the API says it', () => {
  const newer = { ...refusal, code: 'access/OfALaterRelease' }
  expect(wordsOf('zh', newer)).toEqual({ what: 'from the API', remedy: '' })
})

test('a thing that is busy says who holds it', () => {
  const busy = {
    ...refusal,
    kind: 'CONFLICT',
    holder: { id: 'o1', verb: 'create', state: 'RUNNING' },
  } as const
  expect(thrown(() => granted('en', busy))).toMatchObject({
    kind: 'conflict',
    words: { where: 'operation o1 (create, running)' },
  })
})

test.each([
  [{ code: 'UNAUTHENTICATED' }, 'client/NotSignedIn', 'forbidden'],
  [{ code: 'FORBIDDEN' }, 'client/NotAllowed', 'forbidden'],
  [{ code: 'GRAPHQL_VALIDATION_FAILED' }, 'client/NotAskedRight', 'invalid'],
  [{ code: 'INTERNAL', id: 'e1' }, 'client/ServerFailed', 'failed'],
  [{}, 'client/ServerFailed', 'failed'],
  [
    { code: 'REFUSED', refusal: { code: 'access/Unknown', kind: 'not-found', data: {} } },
    'access/Unknown',
    'not-found',
  ],
] as const)('an error %j is %s', (extensions, code, kind) => {
  expect(problemOfError(server, { message: 'said', extensions })).toMatchObject({ code, kind })
})

test('an unexpected failure keeps the field and the id by which the logs of the API know it', () => {
  const error = { message: 'said', path: ['hosts', 0, 'facts'], extensions: { code: 'INTERNAL', id: 'e1' } }
  expect(problemOfError(server, error).words.why).toBe('said at hosts.0.facts (e1)')
})

test('the reason of a failed request is its innermost cause', () => {
  const cause = new AggregateError([new Error('refused at ::1'), new Error('refused at 127.0.0.1')], '')
  expect(reasonOf(new TypeError('fetch failed', { cause }))).toBe('refused at ::1; refused at 127.0.0.1')
  expect(reasonOf('text')).toBe('text')
})

test('a problem of the CLI itself says what to do', () => {
  expect(clientProblems.NotSignedIn({ server: server.url }).words.remedy).toMatch(/slipway login/)
})

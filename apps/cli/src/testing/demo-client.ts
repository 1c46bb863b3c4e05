import type { Client, Document } from '../client/index.ts'
import { granted } from '../client/refusal.ts'
import type { Demo } from '../demo/context.ts'

type Answer = (variables: never) => unknown

/** A client whose answers are given here by the name of the document, and that remembers what it was asked. */
export const clientOf = (answers: Readonly<Record<string, Answer>>) => {
  const asked: { name: string; variables: unknown }[] = []
  const client: Client = {
    server: { url: 'http://127.0.0.1:1' },
    language: 'en',
    ask: async <Result, Variables>({ text }: Document<Result, Variables>, ...rest: unknown[]) => {
      const name = /(?:query|mutation) (\w+)/.exec(text)?.[1] ?? ''
      asked.push({ name, variables: rest[0] })
      const answer = answers[name]
      if (!answer) throw new Error(`nobody expects the question ${name}`)
      return answer(rest[0] as never) as Result
    },
    granted: (member) => granted('en', member),
    events: async function* () {},
    changes: async function* (_, __, { open }) {
      open?.()
      await new Promise((resolve) => setImmediate(resolve))
      yield* []
    },
    logs: async function* () {},
    now: () => 0,
  }
  return { client, asked, questions: () => asked.map(({ name }) => name) }
}

const silent = { start: () => ({ note: () => undefined, done: () => undefined, failed: () => undefined }) }

/** A demo that shows nothing and has no hosts. */
export const quietDemo = (): Demo & { said: string[] } => {
  const said: string[] = []
  return {
    settings: { data: '/nowhere' } as Demo['settings'],
    sandbox: {} as Demo['sandbox'],
    progress: silent,
    signal: new AbortController().signal,
    say: (line) => void said.push(line),
    said,
  }
}

import { print } from '@0no-co/graphql.web'
import type { TadaDocumentNode } from 'gql.tada'

/** Nobody is signed in, or the session has ended. */
export class SignedOut extends Error {}
/** The platform gives no answer that could be read. */
export class Unreachable extends Error {}

interface Answer<Data> {
  data?: Data | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

/** Asks the API. Throws SignedOut, Unreachable, or an Error with what the API says. */
export const ask = async <Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> => {
  const answer = await send<Data>(JSON.stringify({ query: print(document), variables }))
  const [error] = answer.errors ?? []
  if (error?.extensions?.code === 'UNAUTHENTICATED') throw new SignedOut()
  if (error || !answer.data) throw new Error(error?.message ?? 'the answer has no data')
  return answer.data
}

const send = async <Data>(body: string): Promise<Answer<Data>> => {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      credentials: 'same-origin',
      body,
    })
    if (response.status === 401) throw new SignedOut()
    return (await response.json()) as Answer<Data>
  } catch (error) {
    if (error instanceof SignedOut) throw error
    throw new Unreachable()
  }
}

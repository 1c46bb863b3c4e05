import { ask, SignedOut } from '#lib/api/ask.ts'
import { hangUp } from '#lib/api/live.svelte.ts'
import * as documents from './documents.ts'

export interface User {
  id: string
  name: string
  admin: boolean
}

/** Who is signed in: undefined while nobody has asked, null for nobody. */
export const session = $state<{ user: User | null | undefined }>({ user: undefined })

/** Asks the platform who is signed in; throws where it does not answer. */
export const findSession = async (): Promise<void> => {
  try {
    session.user = (await ask(documents.me, {})).me
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error
    session.user = null
  }
}

/** Undefined when signed in, else why not. */
export const signIn = async (
  name: string,
  password: string,
): Promise<{ code: string; data: unknown } | undefined> => {
  const { login } = await ask(documents.login, { name, password })
  if (login.__typename !== 'Session') return login
  hangUp()
  session.user = login.user
  return undefined
}

export const signOut = async (): Promise<void> => {
  await ask(documents.logout, {})
  hangUp()
  session.user = null
}

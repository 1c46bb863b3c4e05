import { password } from './api.ts'

export interface Answer {
  status: number
  headers: Headers
  // what a test asks for is known by its document
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any
  errors?: { message: string; extensions: { code: string; id?: string; refusal?: { code: string } } }[]
}

/** Asks as a program does; headers say who asks. */
export const ask = async (
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const body = (await response.json()) as Omit<Answer, 'status' | 'headers'>
  return { ...body, status: response.status, headers: response.headers }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const loginDocument = `mutation ($name: String!, $password: String!, $cookie: Boolean) {
  login(name: $name, password: $password, cookie: $cookie) {
    __typename
    ... on Session { token expiresAt user { id name admin } }
    ... on Refusal { code data message kind }
  }
}`

export const login = (url: string, name: string, given = password, cookie = false): Promise<Answer> =>
  ask(url, loginDocument, { name, password: given, cookie })

/** Signs in, and gives the headers that say so. */
export const signedIn = async (url: string, name: string) => {
  const { data } = await login(url, name)
  return bearer(data.login.token)
}

/** Asks, and gives the one field of the answer; an error is thrown. */
export const fieldOf = async (
  url: string,
  query: string,
  variables: Record<string, unknown>,
  headers: Record<string, string>,
) => {
  const { data, errors } = await ask(url, query, variables, headers)
  if (errors) throw new Error(JSON.stringify(errors))
  return Object.values(data as object)[0]
}

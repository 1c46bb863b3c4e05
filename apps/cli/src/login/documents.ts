import { document, refused } from '../client/document.ts'
import type { LoginResult, LoginVariables, LogoutResult, MeResult } from '../client/types.generated.ts'

export const loginDocument = document<LoginResult, LoginVariables>(`
  mutation Login($name: String!, $password: String!) {
    login(name: $name, password: $password) {
      __typename
      ... on Session { token expiresAt user { id name admin } }
      ...Refused
    }
  }
  ${refused}
`)

export const logoutDocument = document<LogoutResult>(`mutation Logout { logout }`)

export const meDocument = document<MeResult>(`query Me { me { id name admin } }`)

import { graphql } from '#lib/api/graphql.ts'

export const me = graphql(`
  query Me {
    me {
      id
      name
      admin
    }
  }
`)

export const login = graphql(`
  mutation Login($name: String!, $password: String!) {
    login(name: $name, password: $password, cookie: true) {
      __typename
      ... on Session {
        user {
          id
          name
          admin
        }
      }
      ... on Refusal {
        code
        data
      }
    }
  }
`)

export const logout = graphql(`
  mutation Logout {
    logout
  }
`)

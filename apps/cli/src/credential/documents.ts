import { document, refused } from '../client/document.ts'
import type {
  AddCredentialResult,
  AddCredentialVariables,
  CredentialsResult,
  CredentialsVariables,
  RemoveCredentialResult,
  RemoveCredentialVariables,
} from '../client/types.generated.ts'

const fields =
  'fragment CredentialFields on Credential { id name userName credentialKind: kind hasSudoPassword createdAt hosts }'

export const credentialsDocument = document<CredentialsResult, CredentialsVariables>(`
  query Credentials($project: ID, $first: Int!, $after: String) {
    credentials(project: $project, first: $first, after: $after) {
      nodes { ...CredentialFields }
      pageInfo { endCursor hasNextPage }
    }
  }
  ${fields}
`)

export const addCredentialDocument = document<AddCredentialResult, AddCredentialVariables>(`
  mutation AddCredential($input: CredentialInput!) {
    addCredential(input: $input) { __typename ...CredentialFields ...Refused }
  }
  ${fields}
  ${refused}
`)

export const removeCredentialDocument = document<RemoveCredentialResult, RemoveCredentialVariables>(`
  mutation RemoveCredential($id: ID!) { removeCredential(id: $id) { __typename ... on Removed { id } ...Refused } }
  ${refused}
`)

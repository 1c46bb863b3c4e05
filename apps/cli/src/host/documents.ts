import { document, refused } from '../client/document.ts'
import type {
  AddHostResult,
  AddHostVariables,
  ForgetHostKeyResult,
  ForgetHostKeyVariables,
  GatherFactsResult,
  GatherFactsVariables,
  HostChangedResult,
  HostChangedVariables,
  HostResult,
  HostsResult,
  HostsVariables,
  HostVariables,
  ImportHostsResult,
  ImportHostsVariables,
  RemoveHostResult,
  RemoveHostVariables,
} from '../client/types.generated.ts'

const fields = `fragment HostFields on Host {
  id name address port hostKey facts factsAt factsFailure { code data message } gathering role createdAt
  credential { id name }
  cluster { id name }
}`

export const hostsDocument = document<HostsResult, HostsVariables>(`
  query Hosts($project: ID, $first: Int!, $after: String) {
    hosts(project: $project, first: $first, after: $after) {
      nodes { ...HostFields }
      pageInfo { endCursor hasNextPage }
    }
  }
  ${fields}
`)

export const hostDocument = document<HostResult, HostVariables>(`
  query Host($id: ID!) {
    host(id: $id) {
      ...HostFields
      operations(first: 10) { nodes { id verb state createdAt endedAt requestedBy cluster { name } } }
    }
  }
  ${fields}
`)

export const addHostDocument = document<AddHostResult, AddHostVariables>(`
  mutation AddHost($input: HostInput!) { addHost(input: $input) { __typename ...HostFields ...Refused } }
  ${fields}
  ${refused}
`)

export const importHostsDocument = document<ImportHostsResult, ImportHostsVariables>(`
  mutation ImportHosts($project: ID, $credential: ID!, $csv: String!) {
    importHosts(project: $project, credential: $credential, csv: $csv) {
      __typename
      ... on ImportedHosts { hosts { ...HostFields } errors { line code data message } }
      ...Refused
    }
  }
  ${fields}
  ${refused}
`)

export const gatherFactsDocument = document<GatherFactsResult, GatherFactsVariables>(`
  mutation GatherFacts($hosts: [ID!]!) {
    gatherFacts(hosts: $hosts) { __typename ... on HostList { hosts { ...HostFields } } ...Refused }
  }
  ${fields}
  ${refused}
`)

export const forgetHostKeyDocument = document<ForgetHostKeyResult, ForgetHostKeyVariables>(`
  mutation ForgetHostKey($id: ID!) { forgetHostKey(id: $id) { __typename ...HostFields ...Refused } }
  ${fields}
  ${refused}
`)

export const removeHostDocument = document<RemoveHostResult, RemoveHostVariables>(`
  mutation RemoveHost($id: ID!) { removeHost(id: $id) { __typename ... on Removed { id } ...Refused } }
  ${refused}
`)

export const hostChangedDocument = document<HostChangedResult, HostChangedVariables>(`
  subscription HostChanged($project: ID) { hostChanged(project: $project) { ...HostFields } }
  ${fields}
`)

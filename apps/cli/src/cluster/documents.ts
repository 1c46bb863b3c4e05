import { document, refused } from '../client/document.ts'
import type {
  ClusterResult,
  ClustersResult,
  ClustersVariables,
  ClusterVariables,
  CreateClusterResult,
  CreateClusterVariables,
  DeleteClusterResult,
  DeleteClusterVariables,
  IssueKubeconfigResult,
  IssueKubeconfigVariables,
  RevokeAccessResult,
  RevokeAccessVariables,
} from '../client/types.generated.ts'
import { planFields } from '../operation/documents.ts'

const fields = `fragment ClusterFields on Cluster {
  id name state kubernetesVersion apiServers createdAt deletedAt
  project { id name }
  nodes { role host { id name address } }
  openOperation { id verb }
}`
const planned = '__typename ...PlanFields ...Refused ... on Busy { holder { id verb state } }'

export const clustersDocument = document<ClustersResult, ClustersVariables>(`
  query Clusters($project: ID, $includeDeleted: Boolean!, $first: Int!, $after: String) {
    clusters(project: $project, includeDeleted: $includeDeleted, first: $first, after: $after) {
      nodes { ...ClusterFields }
      pageInfo { endCursor hasNextPage }
    }
  }
  ${fields}
`)

export const clusterDocument = document<ClusterResult, ClusterVariables>(`
  query Cluster($id: ID!) {
    cluster(id: $id) {
      ...ClusterFields
      spec
      accesses { id name expiresAt revokedAt createdBy }
      operations(first: 10) { nodes { id verb state createdAt endedAt requestedBy } }
    }
  }
  ${fields}
`)

export const createClusterDocument = document<CreateClusterResult, CreateClusterVariables>(`
  mutation CreateCluster($input: ClusterInput!) { createCluster(input: $input) { ${planned} } }
  ${planFields}
  ${refused}
`)

export const deleteClusterDocument = document<DeleteClusterResult, DeleteClusterVariables>(`
  mutation DeleteCluster($id: ID!, $removePackages: Boolean!) {
    deleteCluster(id: $id, removePackages: $removePackages) { ${planned} }
  }
  ${planFields}
  ${refused}
`)

export const issueKubeconfigDocument = document<IssueKubeconfigResult, IssueKubeconfigVariables>(`
  mutation IssueKubeconfig($cluster: ID!, $hours: Int!, $server: String) {
    issueKubeconfig(cluster: $cluster, hours: $hours, server: $server) {
      __typename
      ... on Kubeconfig { yaml access { id name expiresAt } }
      ...Refused
    }
  }
  ${refused}
`)

export const revokeAccessDocument = document<RevokeAccessResult, RevokeAccessVariables>(`
  mutation RevokeAccess($id: ID!) {
    revokeAccess(id: $id) { __typename ... on Revoked { access { id name revokedAt } } ...Refused }
  }
  ${refused}
`)

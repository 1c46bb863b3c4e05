import { graphql, type ResultOf } from '#lib/api/graphql.ts'

const clusterRow = graphql(`
  fragment ClusterRow on Cluster @_unmask {
    id
    name
    state
    kubernetesVersion
    createdAt
    nodes {
      role
    }
    openOperation {
      id
      verb
    }
  }
`)

export const clusters = graphql(
  `
    query Clusters {
      clusters(first: 200) {
        nodes {
          ...ClusterRow
        }
      }
    }
  `,
  [clusterRow],
)
export const clusterChanged = graphql(
  `
    subscription ClusterChanged {
      clusterChanged {
        ...ClusterRow
        deletedAt
      }
    }
  `,
  [clusterRow],
)

export const cluster = graphql(`
  query Cluster($id: ID!) {
    cluster(id: $id) {
      id
      name
      state
      kubernetesVersion
      createdAt
      apiServers
      nodes {
        role
        host {
          id
          name
          address
          facts
        }
      }
      operations(first: 50) {
        nodes {
          id
          verb
          state
          requestedBy
          createdAt
          endedAt
        }
      }
    }
  }
`)

export type ClusterRow = ResultOf<typeof clusterRow>

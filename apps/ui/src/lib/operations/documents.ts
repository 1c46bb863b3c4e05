import { graphql, type ResultOf } from '#lib/api/graphql.ts'

const cell = graphql(`
  fragment Cell on Cell @_unmask {
    step
    target
    attempt
    state
    beganAt
    endedAt
    failure {
      code
      data
    }
  }
`)

const status = graphql(`
  fragment OperationStatus on Operation @_unmask {
    id
    state
    endedAt
    failure {
      code
      data
    }
  }
`)

export const operation = graphql(
  `
    query Operation($id: ID!) {
      operation(id: $id) {
        ...OperationStatus
        verb
        requestedBy
        reason
        createdAt
        cursor
        cluster {
          id
          name
        }
        plan {
          expectedSeconds
          steps {
            name
            targets {
              id
              name
            }
            after
            follows
            expectedSeconds
          }
        }
        progress {
          ...Cell
        }
      }
    }
  `,
  [status, cell],
)

export const operationEvents = graphql(
  `
    subscription OperationEvents($operation: ID!, $after: String) {
      operationEvents(operation: $operation, after: $after) {
        cursor
        operation {
          ...OperationStatus
        }
        cell {
          ...Cell
        }
      }
    }
  `,
  [status, cell],
)

const operationRow = graphql(`
  fragment OperationRow on Operation @_unmask {
    id
    verb
    state
    requestedBy
    createdAt
    endedAt
    cluster {
      id
      name
    }
  }
`)
export const operations = graphql(
  `
    query Operations {
      operations(first: 100) {
        nodes {
          ...OperationRow
        }
      }
    }
  `,
  [operationRow],
)
export const operationChanged = graphql(
  `
    subscription OperationChanged {
      operationChanged {
        ...OperationRow
      }
    }
  `,
  [operationRow],
)

export type Cell = ResultOf<typeof cell>
export type Operation = NonNullable<ResultOf<typeof operation>['operation']>
export type OperationEvent = ResultOf<typeof operationEvents>['operationEvents']
export type OperationRow = ResultOf<typeof operationRow>

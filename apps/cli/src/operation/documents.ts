import { document, refused } from '../client/document.ts'
import type {
  OperationEventsResult,
  OperationEventsVariables,
  OperationResult,
  OperationsResult,
  OperationsVariables,
  OperationVariables,
  PlanResult,
  PlanVariables,
  StartOperationResult,
  StartOperationVariables,
} from '../client/types.generated.ts'

const cell = `fragment CellFields on Cell {
  step target attempt state beganAt endedAt failure { code data message }
}`
const summary = `fragment OperationSummary on Operation {
  id verb state requestedBy reason createdAt endedAt failure { code data message } cluster { id name }
}`

export const planFields = `fragment PlanFields on Plan {
  hash verb createdAt startable expectedSeconds bundleVersion
  cluster { id name }
  findings { severity code data message host { name } }
  steps {
    name tool action after follows atOnce disrupts verify undo undoImpossible skippable expectedSeconds
    targets { id name }
  }
}`

export const planDocument = document<PlanResult, PlanVariables>(`
  query Plan($hash: ID!) { plan(hash: $hash) { ...PlanFields } }
  ${planFields}
`)

export const operationsDocument = document<OperationsResult, OperationsVariables>(`
  query Operations($project: ID, $cluster: ID, $open: Boolean, $first: Int!, $after: String) {
    operations(project: $project, cluster: $cluster, open: $open, first: $first, after: $after) {
      nodes { ...OperationSummary }
      pageInfo { endCursor hasNextPage }
    }
  }
  ${summary}
`)

export const operationDocument = document<OperationResult, OperationVariables>(`
  query Operation($id: ID!) {
    operation(id: $id) {
      ...OperationSummary
      cursor
      plan { hash expectedSeconds steps { name expectedSeconds targets { id name } } }
      progress { ...CellFields }
    }
  }
  ${summary}
  ${cell}
`)

export const startOperationDocument = document<StartOperationResult, StartOperationVariables>(`
  mutation StartOperation($planHash: ID!, $reason: String) {
    startOperation(planHash: $planHash, reason: $reason) {
      __typename
      ... on Started { operation { ...OperationSummary } }
      ...Refused
      ... on Busy { holder { id verb state } }
    }
  }
  ${summary}
  ${refused}
`)

export const operationEventsDocument = document<OperationEventsResult, OperationEventsVariables>(`
  subscription OperationEvents($operation: ID!, $after: String) {
    operationEvents(operation: $operation, after: $after) {
      cursor
      operation { state endedAt failure { code data message } }
      cell { ...CellFields }
    }
  }
  ${cell}
`)

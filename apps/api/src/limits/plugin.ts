import type { ApolloServerPlugin } from '@apollo/server'
import { problemError } from '../refusals/member.ts'
import { refusalOfCost } from './limits.ts'

/** Refuses what is too deep or too costly before any of it runs. */
export const limitsPlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, request }) => {
      const problem = refusalOfCost({
        schema,
        document,
        operationName: request.operationName,
        variables: request.variables,
      })
      if (problem) throw problemError(problem)
    },
  }),
}

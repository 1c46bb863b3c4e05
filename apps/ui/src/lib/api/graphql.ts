import { initGraphQLTada } from 'gql.tada'
import type { introspection } from '../../../.svelte-kit/graphql-env.d.ts'

/** Reads a document against the API's schema, which is all that the dashboard knows of the platform. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { DateTime: string; JSON: unknown; ID: string }
}>()

export type { ResultOf, VariablesOf, TadaDocumentNode } from 'gql.tada'

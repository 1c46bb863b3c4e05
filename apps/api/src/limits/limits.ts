import { refuse, type Problem } from '@slipway/domain'
import {
  getNullableType,
  isListType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity'
import { usualPage } from '../paging/page.ts'
import { isGiven } from '../schema/given.ts'

/** Deeper than what the dashboard asks for by three; a page of clusters with nodes, hosts and operations has seven. */
export const greatestDepth = 10
/** A page of 50 clusters with their nodes and open operations costs about 8,000. */
export const greatestCost = 30_000
/** How long lists that have no pages are taken to be: nodes of a cluster, steps of a plan. */
const usualLength = 10

export interface Asked {
  schema: GraphQLSchema
  document: DocumentNode
  operationName?: string | null | undefined
  variables?: Record<string, unknown> | null | undefined
}

/** What keeps a document from being run: it is too deep or would cost too much. The same on both transports. */
export const refusalOfCost = ({ schema, document, operationName, variables }: Asked): Problem | undefined => {
  const depth = depthOf(document)
  if (depth > greatestDepth) return refuse('invalid', 'access/TooDeep', { depth, greatest: greatestDepth })
  const cost = getComplexity({
    schema,
    query: document,
    ...(isGiven(operationName) && { operationName }),
    variables: variables ?? {},
    estimators: [estimate],
  })
  return cost > greatestCost
    ? refuse('invalid', 'access/TooCostly', { cost, greatest: greatestCost })
    : undefined
}

/** A field costs one, and what is in it as often as it may be there. */
const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) =>
  1 + childComplexity * lengthOf(type.name, field, args)

const lengthOf = (
  parent: string,
  field: Parameters<ComplexityEstimator>[0]['field'],
  args: Record<string, unknown>,
): number => {
  if ('first' in args) return Math.max(1, Number(args.first ?? usualPage))
  if (parent.endsWith('Connection')) return 1 // its length is counted where its page is asked for
  return isListType(getNullableType(field.type)) ? usualLength : 1
}

/** The deepest field of a document; fields of introspection are not counted. */
export const depthOf = (document: DocumentNode): number => {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, number>()
  const ofFragment = (name: string): number => {
    const depth = known.get(name)
    if (depth !== undefined) return depth
    known.set(name, 0) // a fragment within itself is refused by validation
    const fragment = fragments.get(name)
    const found = fragment ? inside(fragment.selectionSet) : 0
    known.set(name, found)
    return found
  }
  const inside = (set: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(set?.selections ?? []).map((selection) => {
        if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
        if (selection.kind === Kind.INLINE_FRAGMENT) return inside(selection.selectionSet)
        return selection.name.value.startsWith('__') ? 0 : 1 + inside(selection.selectionSet)
      }),
    )
  return Math.max(
    0,
    ...document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? inside(definition.selectionSet) : 0,
    ),
  )
}

/* eslint @typescript-eslint/no-unsafe-class-instance-assignment: "off" -- it never ends on the classes of graphql-js */
import {
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  typeFromAST,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

const scalars: Record<string, string> = {
  ID: 'string',
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'string',
  JSON: 'unknown',
}

/** TypeScript types of what every document gives and takes, as the text of a module. */
export const generateTypes = (schema: GraphQLSchema, texts: readonly string[]): string => {
  const used = new Set<string>()
  const parts = texts.flatMap((text) => {
    const { definitions } = parse(text)
    const fragments = new Map(
      definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    )
    return definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? [operationTypes({ schema, fragments, used }, one)] : [],
    )
  })
  const named = [...used].sort().map((name) => namedType({ schema, used }, name))
  return `${[head, ...named, ...parts].join('\n\n')}\n`
}

const head =
  '/* eslint-disable max-lines */\n// Made by `npm run types` from the schema and the documents; a test compares.'

interface Context {
  schema: GraphQLSchema
  fragments: Map<string, FragmentDefinitionNode>
  /** Enums and inputs that are named; grows while types are written. */
  used: Set<string>
}

const operationTypes = (context: Context, node: OperationDefinitionNode): string => {
  const root = context.schema.getRootType(node.operation)
  if (!root || !node.name) throw new Error('a document needs a name and a root that the schema has')
  const variables = (node.variableDefinitions ?? []).map(({ variable, type }) => {
    const input = typeFromAST(context.schema, type as never) as GraphQLInputType
    return `${variable.name.value}${optional(input)}: ${inputType(context, input)}`
  })
  const lines = [`export type ${node.name.value}Result = ${selected(context, root, [node.selectionSet])}`]
  if (variables.length > 0)
    lines.push(`export type ${node.name.value}Variables = { ${variables.join('; ')} }`)
  return lines.join('\n\n')
}

const optional = (type: GraphQLType): string => (isNonNullType(type) ? '' : '?')

const inputType = (context: Pick<Context, 'used'>, type: GraphQLInputType): string =>
  isNonNullType(type) ? bareInput(context, type.ofType) : `${bareInput(context, type)} | null | undefined`

const bareInput = (context: Pick<Context, 'used'>, type: GraphQLInputType): string => {
  if (isListType(type)) return `readonly (${inputType(context, type.ofType)})[]`
  return nameOf(context, type)
}

const nameOf = ({ used }: Pick<Context, 'used'>, type: GraphQLType): string => {
  if (!isEnumType(type) && !isInputObjectType(type)) return scalars[String(type)] ?? 'never'
  used.add(type.name)
  return type.name
}

const namedType = (context: Pick<Context, 'schema' | 'used'>, name: string): string => {
  const type = context.schema.getType(name)
  if (isEnumType(type)) {
    const values = type.getValues().map(({ name: value }) => `'${value}'`)
    return `export type ${name} = ${values.join(' | ')}`
  }
  if (!isInputObjectType(type)) throw new Error(`${name} is neither an enum nor an input`)
  const fields = Object.values(type.getFields()).map((field) => {
    const may = isNonNullType(field.type) && field.defaultValue === undefined ? '' : '?'
    return `${field.name}${may}: ${inputType(context, field.type)}`
  })
  return `export interface ${name} { ${fields.join('; ')} }`
}

const outputType = (context: Context, type: GraphQLOutputType, sets: SelectionSetNode[]): string => {
  if (isNonNullType(type)) return bareOutput(context, type.ofType as GraphQLOutputType, sets)
  const bare = bareOutput(context, type, sets)
  return bare === 'unknown' ? bare : `${bare} | null`
}

const bareOutput = (context: Context, type: GraphQLOutputType, sets: SelectionSetNode[]): string => {
  if (isListType(type)) return `(${outputType(context, type.ofType as GraphQLOutputType, sets)})[]`
  if (isObjectType(type) || isAbstractType(type)) return selected(context, type, sets)
  return nameOf(context, type)
}

interface Field {
  type: GraphQLOutputType | 'typename'
  sets: SelectionSetNode[]
}

/** One object type for each set of fields; members of a union that have the same share one. */
const selected = (context: Context, type: GraphQLCompositeType, sets: SelectionSetNode[]): string => {
  const possible = isAbstractType(type) ? context.schema.getPossibleTypes(type) : [type]
  const byBody = new Map<string, string[]>()
  for (const member of possible) {
    const fields = new Map<string, Field>()
    for (const set of sets) collect(context, member, set, fields)
    const body = [...fields].flatMap(([name, { type: of, sets: inner }]) =>
      of === 'typename' ? [] : [`${name}: ${outputType(context, of, inner)}`],
    )
    const text = (fields.has('__typename') ? ['__typename: %', ...body] : body).join('; ')
    byBody.set(text, [...(byBody.get(text) ?? []), `'${member.name}'`])
  }
  return [...byBody].map(([body, names]) => `{ ${body.replace('%', names.join(' | '))} }`).join(' | ')
}

const collect = (
  context: Context,
  member: GraphQLObjectType,
  set: SelectionSetNode,
  into: Map<string, Field>,
): void => {
  for (const one of set.selections) {
    if (one.kind === Kind.FIELD) {
      const key = one.alias?.value ?? one.name.value
      const type = one.name.value === '__typename' ? 'typename' : member.getFields()[one.name.value]?.type
      if (!type) throw new Error(`${member.name} has no field ${one.name.value}`)
      const earlier = into.get(key)?.sets ?? []
      into.set(key, { type, sets: one.selectionSet ? [...earlier, one.selectionSet] : earlier })
      continue
    }
    const fragment = one.kind === Kind.FRAGMENT_SPREAD ? context.fragments.get(one.name.value) : one
    const on = fragment?.typeCondition && context.schema.getType(fragment.typeCondition.name.value)
    if (!fragment || !on) throw new Error(`${member.name}: a fragment is missing`)
    if (on === member || (isAbstractType(on) && context.schema.isSubType(on, member)))
      collect(context, member, fragment.selectionSet, into)
  }
}

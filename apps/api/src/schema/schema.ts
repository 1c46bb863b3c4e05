import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql'
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'
import { resolvers } from './resolvers.ts'

export const makeSchema = async (): Promise<GraphQLSchema> => {
  const app = await NestFactory.create(GraphQLSchemaBuilderModule, { logger: ['error'] })
  try {
    await app.init()
    return await app.get(GraphQLSchemaFactory).create(resolvers)
  } finally {
    await app.close()
  }
}

/** As it is committed: sorted, so that a change shows only what it changes. */
export const textOf = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`

export const schemaPath = new URL('../../schema.graphql', import.meta.url)

import { Controller, Get, type Type } from '@nestjs/common'
import { Query, Resolver } from '@nestjs/graphql'
import 'reflect-metadata'
import { expect, test } from 'vitest'
import { makeSchema } from '../schema/schema.ts'
import { controllers, resolvers } from '../schema/resolvers.ts'
import { Allow, permissionKey } from './allow.ts'
import { otherPermissions, projectPermissions } from './permission.ts'

const kinds = ['Query', 'Mutation', 'Subscription']

interface Handler {
  name: string
  permission: string | undefined
}

const methodsOf = (type: Type): [string, object][] =>
  Object.entries(Object.getOwnPropertyDescriptors(type.prototype as object)).flatMap(
    ([name, { value }]): [string, object][] => (typeof value === 'function' ? [[name, value as object]] : []),
  )

const handlersOf = (types: readonly Type[], isHandler: (method: object) => string | undefined): Handler[] =>
  types.flatMap((type) =>
    methodsOf(type).flatMap(([name, method]) => {
      const kind = isHandler(method)
      if (kind === undefined) return []
      const permission = Reflect.getMetadata(permissionKey, method) as string | undefined
      return [{ name: `${kind}.${name}`, permission }]
    }),
  )

const fieldKind = (method: object): string | undefined => {
  const kind = Reflect.getMetadata('graphql:resolver_type', method) as string | undefined
  return kind !== undefined && kinds.includes(kind) ? kind : undefined
}
const routeKind = (method: object): string | undefined =>
  Reflect.hasMetadata('path', method) && Reflect.hasMetadata('method', method) ? 'route' : undefined

const fields = handlersOf(resolvers, fieldKind)
const routes = handlersOf(controllers, routeKind)

test('the handlers that are looked at are the fields of the schema, all of them', async () => {
  const schema = await makeSchema()
  const inSchema = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
    (type) => Object.keys(type?.getFields() ?? {}).map((field) => `${type!.name}.${field}`),
  )
  expect(fields.map(({ name }) => name).toSorted()).toEqual(inSchema.toSorted())
  expect(routes.map(({ name }) => name).toSorted()).toEqual([
    'route.live',
    'route.log',
    'route.ready',
    'route.temporal',
  ])
})

test.each([...fields, ...routes])('$name names a permission', ({ permission }) => {
  expect([...projectPermissions, ...otherPermissions, 'public']).toContain(permission)
})

test('without a login there are the platform’s version, the login itself, and its health', () => {
  const open = [...fields, ...routes].filter(({ permission }) => permission === 'public')
  expect(open.map(({ name }) => name).toSorted()).toEqual([
    'Mutation.login',
    'Query.platform',
    'route.live',
    'route.ready',
  ])
})

test('every permission is asked for somewhere', () => {
  const asked = new Set([...fields, ...routes].map(({ permission }) => permission))
  for (const permission of [...projectPermissions, ...otherPermissions]) expect(asked).toContain(permission)
})

test('a field or a route without one would be found here', () => {
  @Resolver()
  class Forgetful {
    @Query(() => String)
    forgotten() {
      return ''
    }
    @Query(() => String)
    @Allow('self')
    remembered() {
      return ''
    }
  }
  @Controller()
  class ForgetfulRoutes {
    @Get('forgotten')
    forgotten() {
      return ''
    }
  }
  expect(handlersOf([Forgetful], fieldKind)).toEqual([
    { name: 'Query.forgotten', permission: undefined },
    { name: 'Query.remembered', permission: 'self' },
  ])
  expect(handlersOf([ForgetfulRoutes], routeKind)).toEqual([
    { name: 'route.forgotten', permission: undefined },
  ])
})

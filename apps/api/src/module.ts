import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD } from '@nestjs/core'
import { GraphQLModule } from '@nestjs/graphql'
import { limitsPlugin } from './limits/plugin.ts'
import { PARTS, type Parts } from './parts.ts'
import { PermissionGuard } from './permissions/guard.ts'
import { RefusalFilter } from './refusals/filter.ts'
import { masked } from './refusals/unexpected.ts'
import { controllers, resolvers } from './schema/resolvers.ts'
import { contextOf } from './web/entry.ts'

const graphql = () =>
  GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: ApolloDriver,
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    // what fields within an answer throw is translated like everything else
    fieldResolverEnhancers: ['filters'],
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    cache: 'bounded',
    parseOptions: { maxLexicalTokens: 5000 },
    plugins: [limitsPlugin],
    context: contextOf,
    autoTransformHttpErrors: false,
    includeStacktraceInErrorResponses: false,
    // Apollo gives both forms of the error: the plain one of what may be shown, the original for everything else
    formatError: (formatted, error) => {
      const shown = masked(error)
      return shown === error ? formatted : shown.toJSON()
    },
  })

/** All of the API, over the parts that it is given. */
@Module({})
export class ApiModule {
  static over(parts: Parts): DynamicModule {
    return {
      module: ApiModule,
      imports: [graphql()],
      controllers,
      providers: [
        ...resolvers,
        { provide: PARTS, useValue: parts },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_FILTER, useClass: RefusalFilter },
      ],
    }
  }
}

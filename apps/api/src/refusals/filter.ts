import { Catch, HttpException, type ArgumentsHost } from '@nestjs/common'
import { GqlArgumentsHost, type GqlExceptionFilter } from '@nestjs/graphql'
import { Problem } from '@slipway/domain'
import type { Response } from 'express'
import type { GraphQLResolveInfo } from 'graphql'
import { answerProblem, answerUnexpected } from './http.ts'
import { refusalOf } from './member.ts'

/** The one place where what resolvers and routes throw becomes what clients get. */
@Catch()
export class RefusalFilter implements GqlExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') {
      if (!(error instanceof Problem)) throw error
      return refusalOf(error, GqlArgumentsHost.create(host).getInfo<GraphQLResolveInfo>().returnType)
    }
    const response = host.switchToHttp().getResponse<Response>()
    if (error instanceof Problem) return answerProblem(response, error)
    if (error instanceof HttpException) return void response.sendStatus(error.getStatus())
    return answerUnexpected(response, error)
  }
}

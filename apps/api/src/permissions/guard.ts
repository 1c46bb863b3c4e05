import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { GqlExecutionContext } from '@nestjs/graphql'
import { refuse } from '@slipway/domain'
import type { Request } from 'express'
import type { Context } from '../web/context.ts'
import { permissionKey } from './allow.ts'
import { mayDoSomewhere, type Permission } from './permission.ts'

/** Stands before every field of Query, Mutation and Subscription and before every route: denies what names nothing. */
@Injectable()
export class PermissionGuard implements CanActivate {
  @Inject(Reflector) private readonly reflector!: Reflector

  canActivate(execution: ExecutionContext): boolean {
    const permission = this.reflector.get<Permission | 'public' | undefined>(
      permissionKey,
      execution.getHandler(),
    )
    if (permission === 'public') return true
    const caller = contextOf(execution).caller
    if (!caller) throw refuse('forbidden', 'access/SignedOut')
    if (!permission || !mayDoSomewhere(caller.person, permission))
      throw refuse('forbidden', 'access/NotAllowed', { permission: permission ?? '' })
    return true
  }
}

const contextOf = (execution: ExecutionContext): Context =>
  execution.getType<string>() === 'graphql'
    ? GqlExecutionContext.create(execution).getContext<Context>()
    : execution.switchToHttp().getRequest<Request & { context: Context }>().context

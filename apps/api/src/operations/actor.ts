import type { Actor } from '@slipway/operations'
import { callerOf, type Context } from '../web/context.ts'

export const actorOf = (context: Context): Actor => {
  const { name, scope } = callerOf(context).person
  return { name, scope }
}

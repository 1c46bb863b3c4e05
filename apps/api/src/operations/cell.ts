import type { Cell as Row } from '@slipway/persistence'
import { infoOf } from '../refusals/info.ts'
import type { Cell } from './types.ts'

export const cellOf = ({ step, target, attempt, state, beganAt, endedAt, failure }: Row): Cell => ({
  ...{ step, target, attempt, state, beganAt, endedAt },
  failure: infoOf(failure),
})

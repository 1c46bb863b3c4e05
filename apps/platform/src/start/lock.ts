import { refuse } from '@slipway/domain'
import { withLock } from '@slipway/system'
import { join } from 'node:path'

/** One platform at a time for a data folder. Throws platform/AlreadyRunning. */
export const aloneFor = <Result>(data: string, work: () => Promise<Result>): Promise<Result> =>
  withLock(join(data, 'platform', 'lock'), work, () => {
    throw refuse('conflict', 'platform/AlreadyRunning', { data })
  })

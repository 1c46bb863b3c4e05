import { UniqueConstraintViolationException } from '@mikro-orm/core'
import { refuse, type Failure } from '@slipway/domain'

/** Runs `work`; where it breaks one of these unique constraints, throws the conflict of that code instead. */
export const refusingDoubles = async <Result>(
  work: () => Promise<Result>,
  codes: Readonly<Record<string, readonly [code: string, data: Failure['data']]>>,
): Promise<Result> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    const found = codes[(error as { constraint?: string }).constraint ?? '']
    if (!found) throw error
    throw refuse('conflict', ...found)
  }
}

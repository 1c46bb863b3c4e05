import type { Failure } from './failure.ts'

/** How often a step is tried again on a target by itself, by what failed: where waiting alone may help. */
const retriesByCode: Readonly<Record<string, number>> = {
  'host/Unreachable': 2,
  'run/Lost': 2,
}

export const retriesOf = (failure: Failure): number => retriesByCode[failure.code] ?? 0

/** Seconds to wait before the first retry, the second, and so on. */
export const retryDelaySeconds = (retry: number): number => Math.min(5 * 3 ** (retry - 1), 60)

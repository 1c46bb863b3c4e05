import type { StepResult } from '@slipway/domain'
import type { Lane, LaneProgress } from '@slipway/workflows'

const leastMillisecondsBetween = 1000

/**
 * Tells which targets have finished the lane, at most once a second; the last word is the activity's result. A signal
 * that fails is left: the result says it all.
 */
export const makeTeller = (lane: Lane, send: (progress: LaneProgress) => Promise<void>) => {
  const byTarget = new Map<string, StepResult[]>()
  let waiting: StepResult[] = []
  let timer: NodeJS.Timeout | undefined
  let lastAt = 0
  const tell = (): void => {
    timer = undefined
    lastAt = Date.now()
    const results = waiting
    waiting = []
    void send({ results }).catch(() => undefined)
  }
  return {
    add: (results: readonly StepResult[]): void => {
      for (const result of results) {
        const own = [...(byTarget.get(result.target) ?? []), result]
        byTarget.set(result.target, own)
        if (result.step === lane.steps.at(-1) && result.outcome !== 'failed') waiting.push(...own)
      }
      if (waiting.length > 0)
        timer ??= setTimeout(tell, Math.max(0, lastAt + leastMillisecondsBetween - Date.now()))
    },
    close: (): void => clearTimeout(timer),
  }
}

import type { Attention } from '../attention.ts'

export interface TestAttention {
  make: () => Attention
  /** Ends the activity as Temporal would. */
  end(why: 'cancel' | 'detach'): void
}

export class Ended extends Error {}

export const attention = (): TestAttention => {
  const controller = new AbortController()
  let why: 'cancel' | 'detach' = 'detach'
  return {
    make: () => ({
      heartbeat: () => undefined,
      signal: controller.signal,
      why: () => why,
      failure: () => new Ended(),
    }),
    end: (reason) => {
      why = reason
      controller.abort()
    },
  }
}

import { setTimeout as after } from 'node:timers/promises'

/** Calls `once` now and then again and again, until the function that it gives is called. What it throws is told. */
export const startSweeping = (
  once: () => Promise<unknown>,
  tell: (error: unknown) => void,
  pauseMs: number,
): (() => Promise<void>) => {
  const stopped = new AbortController()
  const { signal } = stopped
  const work = (async () => {
    while (!signal.aborted) {
      await once().catch(tell)
      await after(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  })()
  return () => {
    stopped.abort()
    return work
  }
}

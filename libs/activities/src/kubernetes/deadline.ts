export interface Deadline {
  /** Aborted when the time is over, by `abort`, or by the signal that it was made from. */
  readonly signal: AbortSignal
  isOver(): boolean
  /** Counts from now. */
  renew(): void
  abort(): void
}

export const deadline = (outer: AbortSignal, seconds: number): Deadline => {
  const inner = new AbortController()
  let over = false
  const start = () =>
    setTimeout(() => {
      over = true
      inner.abort(new Error(`${seconds} s are over`))
    }, seconds * 1000)
  let timer = start()
  inner.signal.addEventListener('abort', () => clearTimeout(timer))
  return {
    signal: AbortSignal.any([outer, inner.signal]),
    isOver: () => over,
    renew: () => {
      clearTimeout(timer)
      if (!inner.signal.aborted) timer = start()
    },
    abort: () => inner.abort(),
  }
}

/** Aborts at the first SIGINT or SIGTERM, so that work ends in order; the second one ends the process. */
export const interruptSignal = (): AbortSignal => {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => controller.abort(new DOMException(`interrupted by ${name}`, 'AbortError')))
  return controller.signal
}

/**
 * Runs pieces of work side by side under one signal that the first failure aborts, and ends when all of them have
 * ended: a failure is seen at once, and nobody goes on writing after it.
 */
export const together = async <Result>(
  outer: AbortSignal,
  begin: (signal: AbortSignal) => readonly Promise<Result>[],
): Promise<Result[]> => {
  const stop = new AbortController()
  const pieces = begin(AbortSignal.any([outer, stop.signal]))
  try {
    return await Promise.all(pieces)
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled(pieces)
    outer.throwIfAborted() // what an interrupted program says of itself is not the cause
    throw error
  }
}

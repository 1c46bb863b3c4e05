/** One thing by its key; undefined where there is none. */
export type Reader<Value> = (key: string) => Promise<Value | undefined>

/**
 * Collects the keys that are asked for in one turn of the event loop and reads them by one call; what was read is
 * kept for as long as the reader lives.
 */
export const batched = <Value>(
  read: (keys: string[]) => Promise<ReadonlyMap<string, Value>>,
): Reader<Value> => {
  const known = new Map<string, Promise<Value | undefined>>()
  let next: { keys: string[]; found: Promise<ReadonlyMap<string, Value>> } | undefined
  const collect = () => {
    const keys: string[] = []
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = undefined
      return read(keys)
    })
    return { keys, found }
  }
  return (key) => {
    const there = known.get(key)
    if (there) return there
    next ??= collect()
    next.keys.push(key)
    const value = next.found.then((found) => found.get(key))
    known.set(key, value)
    return value
  }
}

export const keyed = <Row>(rows: readonly Row[], key: keyof Row): Map<string, Row> =>
  new Map(rows.map((row) => [String(row[key]), row]))

export const grouped = <Row>(rows: readonly Row[], key: keyof Row): Map<string, Row[]> =>
  Map.groupBy(rows, (row) => String(row[key]))

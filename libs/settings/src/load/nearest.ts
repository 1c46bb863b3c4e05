/** The name of `known` that takes the fewest changed letters to become `name`; none if all are far from it. */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const wanted = name.toLowerCase()
  const [best] = known
    .map((candidate) => ({ candidate, changes: distance(wanted, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.changes - b.changes)
  return best && best.changes <= Math.max(2, Math.floor(wanted.length / 2)) ? best.candidate : undefined
}

const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1]
    for (let column = 1; column <= to.length; column++)
      next.push(
        Math.min(
          (next[column - 1] ?? 0) + 1,
          (row[column] ?? 0) + 1,
          (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1),
        ),
      )
    row = next
  }
  return row.at(-1) ?? 0
}

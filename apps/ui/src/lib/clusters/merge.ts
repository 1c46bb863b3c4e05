interface Row {
  id: string
  name: string
}

/** A list with one changed row in it: replaced, taken out where it is gone, or put in by its name. */
export const merge = <R extends Row>(rows: readonly R[], changed: R, gone: boolean): R[] => {
  const others = rows.filter(({ id }) => id !== changed.id)
  return gone ? others : [...others, changed].toSorted((a, b) => a.name.localeCompare(b.name))
}

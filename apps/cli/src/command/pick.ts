import { commandProblems } from './problems.ts'

/** The one of that id or name; names are unique within a project only, so there may be several. */
export const pick = <Thing extends { id: string; name: string }>(
  noun: string,
  things: readonly Thing[],
  wanted: string,
): Thing => {
  const byId = things.find(({ id }) => id === wanted)
  if (byId) return byId
  const [first, ...others] = things.filter(({ name }) => name === wanted)
  if (!first) throw commandProblems.NothingNamed({ noun, name: wanted, list: `slipway ${noun} list` })
  if (others.length > 0)
    throw commandProblems.SeveralNamed({ noun, name: wanted, ids: [first, ...others].map(({ id }) => id) })
  return first
}

import type { DebFile } from './deb-file.ts'

const names = (control: string, field: string): string[][] =>
  (new RegExp(`^${field}: (.*)$`, 'm').exec(control)?.[1] ?? '')
    .split(',')
    .map((group) => group.split('|').map((choice) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(choice)?.[1] ?? ''))
    .map((choices) => choices.filter((choice) => choice !== ''))
    .filter((choices) => choices.length > 0)

/**
 * The packages named and, of those at hand, all that they need to run, by Depends and Pre-Depends.
 * `without` are left out with all that only they need: what serves installation alone has no use in an image.
 */
export const dependenciesOf = (
  debs: readonly DebFile[],
  wanted: readonly string[],
  without: readonly string[],
): DebFile[] => {
  const byName = new Map<string, DebFile>()
  for (const deb of debs)
    for (const provided of names(deb.control, 'Provides').flat()) byName.set(provided, deb)
  for (const deb of debs) byName.set(deb.name, deb)
  const chosen = new Set<DebFile>()
  const add = (name: string): void => {
    const deb = byName.get(name)
    if (!deb || chosen.has(deb) || without.includes(deb.name)) return
    chosen.add(deb)
    for (const choices of [...names(deb.control, 'Depends'), ...names(deb.control, 'Pre-Depends')]) {
      const choice = choices.find((candidate) => byName.has(candidate))
      if (choice) add(choice)
    }
  }
  wanted.forEach(add)
  return [...chosen].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The text under each `=== name` line, by name, without blank lines around it. */
export const sectionsOf = (output: string): ReadonlyMap<string, string> => {
  const sections = new Map<string, string>()
  for (const part of output.split(/^=== /m).slice(1)) {
    const end = part.indexOf('\n')
    sections.set(part.slice(0, end).trim(), part.slice(end + 1).trim())
  }
  return sections
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** A step on a target, in seconds since the operation began. */
export interface Bar {
  step: string
  target: string
  from: number
  to: number
}

const bar = 18
const left = 170
const width = 900

/** Steps over time as an SVG: a row for each target, a bar for each step, the time beneath. */
export const timeline = (title: string, bars: readonly Bar[]): string => {
  const targets = [...new Set(bars.map(({ target }) => target))]
  const steps = [...new Set(bars.toSorted((a, b) => a.from - b.from).map(({ step }) => step))]
  const end = Math.max(1, ...bars.map(({ to }) => to))
  const x = (seconds: number) => left + (seconds / end) * (width - left - 60)
  const row = (one: Bar) => steps.indexOf(one.step) * targets.length + targets.indexOf(one.target)
  const rows = bars.toSorted((a, b) => row(a) - row(b))
  const height = 50 + rows.length * bar
  const marks = Array.from({ length: Math.floor(end / 5) + 1 }, (_, index) => index * 5)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="8" y="16" font-size="13" font-weight="bold">${escaped(title)}</text>`,
    ...marks.map(
      (mark) =>
        `<path d="M${x(mark).toFixed(1)} 24V${height - 20}" stroke="#ddd"/>` +
        `<text x="${x(mark).toFixed(1)}" y="${height - 6}" text-anchor="middle" fill="#555">${mark} s</text>`,
    ),
    ...rows.map((one, index) => {
      const y = 28 + index * bar
      const length = Math.max(1, x(one.to) - x(one.from))
      const hue = (steps.indexOf(one.step) * 47) % 360
      return (
        `<text x="${left - 6}" y="${y + 12}" text-anchor="end">${escaped(`${one.step} · ${one.target}`)}</text>` +
        `<rect x="${x(one.from).toFixed(1)}" y="${y}" width="${length.toFixed(1)}" height="${bar - 4}" fill="hsl(${hue} 55% 55%)"/>` +
        `<text x="${(x(one.to) + 4).toFixed(1)}" y="${y + 12}" fill="#333">${(one.to - one.from).toFixed(1)} s</text>`
      )
    }),
    '</svg>',
    '',
  ].join('\n')
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A moment as the API gives it, to the second, in UTC: 2026-11-21 14:40:03Z. */
export const moment = (at: string): string => `${at.slice(0, 19).replace('T', ' ')}Z`

/** Seconds as people read them, whole: 8 s, 3 min 5 s, 2 h 10 min. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** How long ago, in the largest unit alone: 12 s ago, 5 d ago. */
export const ago = (at: string, now: number): string => {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000))
  const [size, unit] = units.find(([bound]) => seconds >= bound) ?? [1, 's']
  return `${Math.floor(seconds / size)} ${unit} ago`
}

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** Seconds between two moments. */
export const between = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000

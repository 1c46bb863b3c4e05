import { sandboxProblems } from '../problems.ts'

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }

/** Bytes from text such as 20G or 512M (powers of 1024). Throws `sandbox/ValueInvalid`. */
export const parseSize = (option: string, text: string): number => {
  const [, digits, unit] = /^(\d+)([KMGT]?)$/.exec(text) ?? []
  const factor = unit === undefined ? undefined : units[unit]
  if (digits === undefined || factor === undefined)
    throw sandboxProblems.ValueInvalid({ option, value: text, expected: 'a size such as 20G or 512M' })
  return Number(digits) * factor
}

export const formatSize = (bytes: number): string => {
  const [unit = '', factor = 1] =
    Object.entries(units)
      .reverse()
      .find(([, factor]) => bytes >= factor) ?? []
  return `${Number((bytes / factor).toFixed(1))}${unit}`
}

import { InvalidArgumentError } from 'commander'
import { osSchema, type OperatingSystem } from '@slipway/domain'

/** For options that may be given more than once. */
export const append = (value: string, earlier: string[]): string[] => [...earlier, value]

/** A TCP port; 0 stands for a free one. */
export const parsePort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (!(port <= 65_535)) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

/** Names separated by commas, each once. */
export const parseSystems = (text: string): OperatingSystem[] => {
  const names = new Set(text.split(',').map((name) => name.trim()))
  const unknown = [...names].filter((name) => !osSchema.safeParse(name).success)
  if (unknown.length > 0)
    throw new InvalidArgumentError(
      `Known are ${osSchema.options.join(' and ')}, not "${unknown.join(', ')}".`,
    )
  return osSchema.array().parse([...names])
}

/** A whole number from 1. */
export const parseCount = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.')
  return Number(text)
}

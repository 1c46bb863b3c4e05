import { median } from '../median.ts'
import type { Measured } from './measure.ts'

/**
 * The line about the largest plan: median seconds, the longest history over continue-as-new (events and 10^6 bytes),
 * and the slope: time per host over that of the next smaller plan.
 */
export const closingLine = (runs: readonly Measured[]): string => {
  const sizes = [...Map.groupBy(runs, ({ hosts }) => hosts)].toSorted(([a], [b]) => b - a)
  const [[most, largest], [fewer, smaller]] = sizes as [Size, Size]
  const seconds = secondsOf(largest)
  const events = Math.max(...largest.map(({ history }) => history.events))
  const megabytes = Math.max(...largest.map(({ history }) => history.bytes)) / 1e6
  const slope = seconds / most / (secondsOf(smaller) / fewer)
  return `engine: ${most} hosts ${seconds.toFixed(1)} s, ${events} events, ${megabytes.toFixed(1)} MB history, slope ${slope.toFixed(2)}`
}

type Size = [hosts: number, runs: Measured[]]

const secondsOf = (runs: readonly Measured[]): number => median(runs.map(({ seconds }) => seconds))

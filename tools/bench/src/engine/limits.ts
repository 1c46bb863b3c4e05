import type { Measured } from './measure.ts'

/**
 * Where Temporal warns by default, long before it ends a workflow (51,200 events or 50 MB of history, 2 MB of a
 * payload): limit.historyCount.warn and limit.historySize.warn. Of limit.blobSize.warn it is the stricter default of
 * older servers; recent ones warn at 512 KiB. The limit of a plan is the house's own.
 */
export const limits = {
  events: 10_240,
  bytes: 10 * 2 ** 20,
  payload: 256 * 2 ** 10,
  plan: 256 * 2 ** 10,
} as const

/** A line for each limit that a run reached; empty where all is well. */
export const limitsTouched = ({ hosts, history, planBytes }: Measured): string[] =>
  (
    [
      ['events in a history', history.longest.events, limits.events],
      ['bytes of a history', history.longest.bytes, limits.bytes],
      ['bytes of a payload', history.payload, limits.payload],
      ['bytes of the plan', planBytes, limits.plan],
    ] as const
  )
    .filter(([, value, limit]) => value >= limit)
    .map(([what, value, limit]) => `${hosts} hosts: ${value} ${what}, where ${limit} is the limit`)

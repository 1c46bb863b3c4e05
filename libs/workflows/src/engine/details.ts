import type { Lane } from './contract.ts'

/** What Temporal's own UI shows of a lane: its steps, and on how many hosts. */
export const summaryOf = ({ steps, targets }: Lane): string => {
  const chain = steps.length > 1 ? `${steps[0] ?? ''} … ${steps.at(-1) ?? ''}` : (steps[0] ?? '')
  return targets.length > 1 ? `${chain} on ${targets.length} hosts` : chain
}

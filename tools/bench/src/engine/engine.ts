import { withProgress } from '@slipway/system'
import type { Benchmark } from '../floor/ground.ts'
import { closingLine } from './closing-line.ts'
import { withGround } from './ground.ts'
import { limitsTouched } from './limits.ts'
import { measure, type Measured } from './measure.ts'
import type { EngineOptions } from './options.ts'

/**
 * Runs create's plan of each number of hosts by the engine, smallest first, and gives the closing line, after one line
 * for each limit of Temporal that was touched. A first operation, which nobody measures, warms the workers.
 */
export const runEngine = (
  { hosts, runs, telling }: EngineOptions,
  { progress, signal }: Benchmark,
): Promise<string> =>
  withGround(signal, async (ground) => {
    const [fewest = 2] = hosts
    await withProgress(progress, 'the server and its workers', () => measure(ground, fewest, telling))
    const measured: Measured[] = []
    for (const size of hosts)
      for (let count = 0; count < runs; count++)
        measured.push(
          await withProgress(progress, `${size} hosts`, () => measure(ground, size, telling), inWords),
        )
    const touched = new Set(measured.flatMap(limitsTouched))
    return [...touched, closingLine(measured)].join('\n')
  })

const inWords = ({ seconds, pairs, lanes, history, planBytes }: Measured): string =>
  [
    `${seconds.toFixed(2)} s for ${pairs} pairs in ${lanes} lanes`,
    `plan ${kilobytes(planBytes)}, largest payload ${kilobytes(history.payload)}`,
    `${history.events} events and ${kilobytes(history.bytes)} of history in ${history.runs} runs`,
  ].join('; ')

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`

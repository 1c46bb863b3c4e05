import type { Language } from '@slipway/words'
import { dataOf, wordsOf, type FailureInfo } from '../client/refusal.ts'
import { duration } from '../command/moments.ts'
import { wrap } from '../command/width.ts'
import { secondsOf } from './grid.ts'
import type { Look } from './paint.ts'
import type { PlacedCell } from './state.ts'

interface Options {
  width: number
  look: Look
  language: Language
  operation: string
}

/** A failed step on a target: where, the task, what, why, what to do, and how to see its log. */
export const failedLines = ({ step, target, cell }: PlacedCell, options: Options): string[] => {
  const { look, operation } = options
  const attempt = cell.attempt > 1 ? `, attempt ${cell.attempt}` : ''
  const took = `after ${duration(secondsOf(cell, Date.parse(cell.beganAt)))}`
  return [
    look.paint('FAILED', `${look.signs.FAILED} ${step} on ${target.name}, ${took}${attempt}`),
    ...(cell.failure ? failureLines(cell.failure, options) : []),
    `  log: slipway operation logs ${operation} --step ${step} --target ${target.name}`,
  ]
}

/** The words of a failure, one below the other, indented by two. */
export const failureLines = (
  failure: FailureInfo,
  { width, language }: Pick<Options, 'width' | 'language'>,
) => {
  const { what, why, remedy } = wordsOf(language, failure)
  const { task } = dataOf(failure.data)
  const said: [string, string | undefined][] = [
    ['', what],
    ['task: ', typeof task === 'string' && !what.includes(task) && !why?.includes(task) ? task : undefined],
    ['why: ', why],
    ['do: ', remedy],
  ]
  return said.flatMap(([label, text]) => (text ? block(label, text, width) : []))
}

const block = (label: string, text: string, width: number): string[] =>
  wrap(label + text.trimEnd(), width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`)

import { Problem, sentence, type Kind } from '@slipway/domain'
import type { Language } from '@slipway/words'
import { CommanderError } from 'commander'
import { languageOf } from './language.ts'

/** Exit codes by kind of problem, for scripts; 1 is a failure that nobody foresaw, 130 an interruption. */
export const exitCodes: Record<Kind, number> = {
  invalid: 2,
  'not-found': 3,
  conflict: 4,
  forbidden: 5,
  unavailable: 6,
  damaged: 7,
  failed: 8,
}

/** Says what went wrong on standard error and sets the exit code. */
export const failWith = (error: unknown, language: Language = languageOf()): void => {
  if (isInterruption(error)) {
    process.stderr.write(`${texts[language].interrupted}\n`)
    process.exitCode = 130
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.invalid // it has said all there is to say
  } else if (error instanceof Problem) {
    process.stderr.write(`${said(error, language)}\n`)
    process.exitCode = exitCodes[error.kind]
  } else {
    process.stderr.write(
      `error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = 1
  }
}

const texts = {
  en: { interrupted: 'interrupted: what is finished is kept; the same command goes on from there' },
  zh: { interrupted: '已中断：已完成的部分保留；再次执行同一命令会从该处继续' },
} as const

const said = (problem: Problem, language: Language): string => {
  if (language === 'en') return `error: ${sentence(problem.words)}`
  const { what, where, why, remedy } = problem.words
  const indented = why?.trimEnd().split('\n').join('\n        ')
  return [
    `错误：${what}`,
    where !== undefined && `  位置：${where}`,
    indented && `  原因：${indented}`,
    `  处理：${remedy}`,
  ]
    .filter((line) => typeof line === 'string' && line !== '')
    .join('\n')
}

const isInterruption = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

import { defineProblems, type Kind } from '@slipway/domain'
import { CommanderError } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { exitCodes, failWith } from './failure.ts'

let said: string
beforeEach(() => {
  said = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

const codeOf = (error: unknown) => {
  failWith(error)
  return process.exitCode
}
const words = () => ({ what: 'It is so.', where: 'here', remedy: 'Do this.' })

test.each(Object.entries(exitCodes) as [Kind, number][])(
  'a problem of kind %s ends with code %d',
  (kind, code) => {
    const problems = defineProblems('test', { Any: [kind, words] })
    expect(codeOf(problems.Any(undefined))).toBe(code)
    expect(said).toBe('error: It is so.\n  where: here\n  do: Do this.\n')
  },
)

test('every kind of problem has a code of its own, and none that means something else', () => {
  const codes = Object.values(exitCodes)
  expect(new Set(codes).size).toBe(codes.length)
  for (const reserved of [0, 1, 130]) expect(codes).not.toContain(reserved)
})

test('an interruption is no failure of the work: what is finished is said to be kept', () => {
  expect(codeOf(new DOMException('interrupted by SIGINT', 'AbortError'))).toBe(130)
  expect(said).toMatch(/^interrupted: .*same command/)
})

test('what nobody foresaw is shown with its stack', () => {
  expect(codeOf(new Error('a defect'))).toBe(1)
  expect(said).toMatch(/^error: Error: a defect\n +at /)
})

test('help asked for is a success, and what was typed wrong is invalid', () => {
  expect(codeOf(new CommanderError(0, 'commander.helpDisplayed', ''))).toBe(0)
  expect(codeOf(new CommanderError(1, 'commander.unknownCommand', ''))).toBe(exitCodes.invalid)
  expect(said).toBe('')
})

test('what surrounds the words of a problem is in their language too', () => {
  const problems = defineProblems('test', { Any: ['conflict', () => ({ ...words(), why: '一\n二' })] })
  failWith(problems.Any(undefined), 'zh')
  expect(said).toBe('错误：It is so.\n  位置：here\n  原因：一\n        二\n  处理：Do this.\n')
  said = ''
  failWith(new DOMException('interrupted by SIGINT', 'AbortError'), 'zh')
  expect(said).toMatch(/^已中断/)
})

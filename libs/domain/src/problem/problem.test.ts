import { expect, test } from 'vitest'
import { defineProblems } from './define.ts'
import { Problem } from './problem.ts'

const problems = defineProblems('disk', {
  Full: [
    'unavailable',
    (data: { path: string }) => ({ what: 'The disk is full.', where: data.path, remedy: 'Free some space.' }),
  ],
})

test('a problem carries a code and data for programs, and what, where and remedy for people', () => {
  const problem = problems.Full({ path: '/data' })
  expect(problem).toBeInstanceOf(Problem)
  expect(problem).toMatchObject({ code: 'disk/Full', kind: 'unavailable', data: { path: '/data' } })
  expect(problem.message).toBe('The disk is full.\n  where: /data\n  do: Free some space.')
})

import { defineProblems } from '@slipway/domain'

export const programProblems = defineProblems('program', {
  ProgramFailed: [
    'failed',
    (data: { command: string; outcome: string; lastLines: string }) => ({
      what: `A program failed: ${data.outcome}.`,
      where: data.command,
      why: data.lastLines === '' ? 'It printed nothing.' : data.lastLines,
      remedy: 'Mend what its last lines name and run the same command again.',
    }),
  ],
  ProgramMissing: [
    'unavailable',
    (data: { program: string }) => ({
      what: `The program ${data.program} is not installed.`,
      where: data.program,
      remedy: `Install ${data.program} and see that it is on the PATH.`,
    }),
  ],
})

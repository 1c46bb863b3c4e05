import { defineProblems } from '@slipway/domain'

export const temporalProblems = defineProblems('temporal', {
  DidNotStart: [
    'unavailable',
    (data: { outcome: string; lastLines: string }) => ({
      what: `The embedded Temporal server did not start: ${data.outcome}.`,
      why: data.lastLines === '' ? 'It printed nothing.' : data.lastLines,
      remedy: 'Mend what its last lines name, or name another Temporal in the settings, and start again.',
    }),
  ],
})

import { defineProblems } from '@slipway/domain'

export const commandProblems = defineProblems('command', {
  NothingNamed: [
    'not-found',
    (data: { noun: string; name: string; list: string }) => ({
      what: `There is no ${data.noun} ${data.name}.`,
      remedy: `See which there are: ${data.list}.`,
    }),
  ],
  SeveralNamed: [
    'conflict',
    (data: { noun: string; name: string; ids: readonly string[] }) => ({
      what: `There is more than one ${data.noun} ${data.name}.`,
      why: data.ids.join('\n'),
      remedy: 'Give the id of the one that you mean.',
    }),
  ],
  NoTerminal: [
    'invalid',
    (data: { secret: string; option: string }) => ({
      what: `Nobody is there to type the ${data.secret}.`,
      remedy: `Give it on standard input: ${data.option}.`,
    }),
  ],
  NothingTyped: [
    'invalid',
    (data: { secret: string }) => ({
      what: `The ${data.secret} is empty.`,
      remedy: 'Give it on a line of its own on standard input, or type it when asked.',
    }),
  ],
  FileUnreadable: [
    'not-found',
    (data: { path: string; reason: string }) => ({
      what: 'A file cannot be read.',
      where: data.path,
      why: data.reason,
      remedy: 'Check its path and its permissions.',
    }),
  ],
  SpecInvalid: [
    'invalid',
    (data: { path: string; errors: string }) => ({
      what: 'The file does not describe a cluster.',
      where: data.path,
      why: data.errors,
      remedy: 'Mend what it names; slipway cluster create --help has an example.',
    }),
  ],
  Missing: [
    'invalid',
    (data: { what: string; option: string }) => ({
      what: `The ${data.what} is missing.`,
      remedy: `Give it by ${data.option}, or in the file of --file.`,
    }),
  ],
})

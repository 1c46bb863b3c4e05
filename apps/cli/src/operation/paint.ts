import type { CellState } from '../client/types.generated.ts'

export type Mark = CellState | 'WAITING'

/** How a drawing looks: a sign for each state of a cell, and colours, which never say something alone. */
export interface Look {
  signs: Record<Mark, string>
  full: string
  empty: string
  paint: (mark: Mark | 'DIM' | 'BOLD', text: string) => string
}

const plain: Look['paint'] = (_, text) => text

export const unicodeLook: Look = {
  signs: { WAITING: '·', RUNNING: '▸', CHANGED: '✓', SAME: '=', FAILED: '✗', SKIPPED: '-' },
  full: '█',
  empty: '░',
  paint: plain,
}
export const asciiLook: Look = {
  signs: { WAITING: '.', RUNNING: '>', CHANGED: '+', SAME: '=', FAILED: 'x', SKIPPED: '-' },
  full: '#',
  empty: '.',
  paint: plain,
}

const codes: Record<Mark | 'DIM' | 'BOLD', string> = {
  WAITING: '2',
  RUNNING: '36',
  CHANGED: '32',
  SAME: '32',
  FAILED: '1;31',
  SKIPPED: '33',
  DIM: '2',
  BOLD: '1',
}

/** What this terminal can show: signs beyond ASCII by its locale, colours unless NO_COLOR says otherwise. */
export const lookOf = (output: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Look => {
  const unicode = /utf-?8/i.test(env.LC_ALL ?? env.LC_CTYPE ?? env.LANG ?? '')
  const look = unicode ? unicodeLook : asciiLook
  if (!output.isTTY || env.NO_COLOR || env.TERM === 'dumb') return look
  return { ...look, paint: (mark, text) => (text === '' ? '' : `\x1b[${codes[mark]}m${text}\x1b[0m`) }
}

/** How a state looks: a symbol beside its colour, so that no state is told by colour alone. */
export const looks = { waiting: '·', running: '▶', done: '✓', same: '=', failed: '✕', skipped: '↷' } as const
export type Look = keyof typeof looks

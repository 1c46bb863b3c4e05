/** The part of a terminal that is drawn again and again, in place. */
export interface Screen {
  readonly width: number
  readonly height: number
  show(lines: readonly string[]): void
  /** Leaves the last drawing where it is. */
  close(): void
}

const clearLine = '\x1b[2K'
const clearBelow = '\x1b[J'
const cursor = { hide: '\x1b[?25l', show: '\x1b[?25h' }
const wrap = { off: '\x1b[?7l', on: '\x1b[?7h' }

export const openScreen = (output: NodeJS.WriteStream): Screen => {
  let drawn = 0
  output.write(cursor.hide)
  return {
    get width() {
      return output.columns || 80
    },
    get height() {
      return Math.max(8, (output.rows || 24) - 1)
    },
    show: (lines) => {
      const up = drawn > 0 ? `\x1b[${drawn}A` : ''
      const text = lines.map((line) => `${clearLine}${line}\n`).join('')
      output.write(`${up}\r${wrap.off}${text}${clearBelow}${wrap.on}`)
      drawn = lines.length
    },
    close: () => {
      output.write(cursor.show)
    },
  }
}

import type { Progress, ProgressTask } from './progress.ts'

interface Running {
  label: string
  note: string
  since: number
}

/** Seconds as people read them: 8 s, 3 min 5 s. */
export const elapsed = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/**
 * Progress as lines of text: one for each start and end, with the time since the whole began and each piece's own.
 * On a terminal a last line, redrawn each second, says what runs now and for how long.
 */
export const terminalProgress = (
  output: NodeJS.WriteStream = process.stderr,
  now: () => number = Date.now,
): Progress & { close(): void } => {
  const began = now()
  const running = new Set<Running>()
  const live = output.isTTY

  const status = (): string =>
    [...running]
      .map(({ label, note, since }) => `${label} ${elapsed(now() - since)}${note && `: ${note}`}`)
      .join(' · ')
  const redraw = () => output.write(`\r\x1b[K${status().slice(0, (output.columns || 80) - 1)}`)
  const line = (text: string) => {
    output.write(`${live ? '\r\x1b[K' : ''}[${elapsed(now() - began).padStart(10)}] ${text}\n`)
    if (live) redraw()
  }
  const timer = live ? setInterval(redraw, 1000) : undefined
  timer?.unref()

  const start = (label: string): ProgressTask => {
    const task: Running = { label, note: '', since: now() }
    running.add(task)
    line(`start  ${label}`)
    const end = (word: string, result?: string) => {
      running.delete(task)
      line(`${word} ${label} (${elapsed(now() - task.since)})${result ? `: ${result}` : ''}`)
    }
    return {
      note: (text) => {
        task.note = text
      },
      done: (result) => end('done  ', result),
      failed: () => end('FAILED', undefined),
    }
  }
  return {
    start,
    close: () => {
      clearInterval(timer)
      if (live) output.write('\r\x1b[K')
    },
  }
}

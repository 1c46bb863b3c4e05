export interface LogLine {
  seq: number
  at: string
  step: string
  target: string
  task: string
  text: string
}

/** Lines that a page keeps; older ones can be had by `slipway operation logs`. */
const kept = 20_000

/** The log of a cell, or of the whole operation, as it comes; the browser itself resumes it by Last-Event-ID. */
export const followLog = (operation: string, cell: { step: string; target: string } | undefined) => {
  const lines = $state<LogLine[]>([])
  let state = $state<'open' | 'lost' | 'ended'>('open')
  let last = 0
  const query = new URLSearchParams(cell && { step: cell.step, target: cell.target })
  const source = new EventSource(`/operations/${encodeURIComponent(operation)}/log?${query}`)
  source.onopen = () => (state = 'open')
  source.onerror = () => {
    if (state !== 'ended') state = 'lost'
  }
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const line = JSON.parse(data) as LogLine
    if (line.seq <= last) return
    last = line.seq
    lines.push(line)
    if (lines.length > kept) lines.splice(0, lines.length - kept)
  }
  source.addEventListener('end', () => {
    state = 'ended'
    source.close()
  })
  return {
    lines,
    get state() {
      return state
    },
    close: () => source.close(),
  }
}

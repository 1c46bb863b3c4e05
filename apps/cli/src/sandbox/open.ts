import { openSandbox, type Sandbox } from '@slipway/sandbox'

/** The sandbox of the platform's data folder; progress goes to standard error, with the seconds since the start. */
export const open = (): Promise<Sandbox> => {
  const start = performance.now()
  return openSandbox({
    report: (line) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      process.stderr.write(`${seconds.padStart(6)} s  ${line}\n`)
    },
  })
}

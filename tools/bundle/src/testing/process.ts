import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface TestProcess {
  child: ChildProcess
  /** Resolves when it has printed this text; rejects when it ends without. */
  printed(text: string): Promise<void>
  /** Its exit code, or undefined where a signal ended it. */
  ended: Promise<number | undefined>
  output(): string
}

/** Runs an ES module in a process of its own; `{source}` in it stands for the folder of this package's sources. */
export const startModule = (text: string, env: NodeJS.ProcessEnv = {}): TestProcess => {
  const program = text.replaceAll('{source}', join(import.meta.dirname, '..'))
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      child.emit('printed')
    })
  const ended = once(child, 'close').then(([code]) => (code as number | null) ?? undefined)
  const printed = async (wanted: string): Promise<void> => {
    while (!output.includes(wanted)) {
      const over = await Promise.race([once(child, 'printed').then(() => false), ended.then(() => true)])
      if (over && !output.includes(wanted)) throw new Error(`it ended without printing ${wanted}: ${output}`)
    }
  }
  return { child, printed, ended, output: () => output }
}

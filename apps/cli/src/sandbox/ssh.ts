import { sshCommand } from '@slipway/sandbox'
import { Command } from 'commander'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from './open.ts'

/** ssh joins the words of a command by spaces, and its exit code, or 255 where it cannot connect, becomes ours. */
export const sshCommandOf = (): Command =>
  new Command('ssh')
    .description('a shell on a host, or one command on it')
    .argument('<host>')
    .argument('[command...]')
    .passThroughOptions()
    .action(async (host: string, words: string[]) => {
      const [program, ...args] = sshCommand(await (await open()).access(host))
      const child = spawn(program, [...args, ...words], { stdio: 'inherit' })
      const [code] = (await once(child, 'exit')) as [number | null]
      process.exitCode = code ?? 255
    })

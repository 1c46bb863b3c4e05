import type { Problem } from '@slipway/domain'
import { refuse } from '@slipway/domain'
import type { ClientChannel } from 'ssh2'
import type { Connection } from './connect.ts'
import type { Login } from './login.ts'
import { unreachable } from './problem.ts'
import { rootShell, userShell } from './root-shell.ts'

export interface ScriptResult {
  stdout: string
  stderr: string
  code: number
  /** How the script came to its rights; `user`: it did not. */
  as: 'root' | 'sudo' | 'user'
  /** When the script was sent and when its first output came, in milliseconds of this machine's clock. */
  sentAt: number
  answeredAt: number
}

export interface ScriptOptions {
  /** As the user rather than as root. */
  asUser?: boolean
  timeoutSeconds?: number
  /** Bytes of output that are taken at most. */
  limit?: number
}

/**
 * Runs a script of sh on a host in one exchange; the script goes by standard input, so it is in no process list.
 * Throws `host/SudoRefused`, `host/SudoPasswordNeeded`, `host/NoShell`, `host/PasswordExpired`, `host/Unreachable`
 * where the connection is lost, and `host/CommandFailed` where it prints or takes too much; a script's own failure is
 * in the result's code.
 */
export const runScript = async (
  connection: Connection,
  login: Login,
  script: string,
  { asUser = false, timeoutSeconds = 30, limit = 4 * 1024 * 1024 }: ScriptOptions = {},
): Promise<ScriptResult> => {
  const { mark, command } = asUser ? userShell() : rootShell()
  const channel = await open(connection, login, command)
  return new Promise((resolve, reject) => {
    const talk = new Talk(mark, login)
    const end = (work: () => void): void => {
      clearTimeout(timer)
      channel.removeAllListeners()
      channel.stderr.removeAllListeners()
      channel.on('error', () => undefined)
      channel.close()
      work()
    }
    const guarded = (work: () => void) => (): void => {
      try {
        work()
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))))
      }
    }
    const tooMuch = (outcome: string) => () =>
      end(() => reject(refuse('failed', 'host/CommandFailed', { host: login.host, outcome, output: '' })))
    const timer = setTimeout(tooMuch(`it took longer than ${timeoutSeconds} s`), timeoutSeconds * 1000)
    const take = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
      if (talk.take(stream, chunk) > limit) return tooMuch(`it printed more than ${limit} bytes`)()
      guarded(() => {
        const answer = talk.answer(script)
        if (answer === undefined) return
        channel.write(answer.text)
        if (answer.last) channel.end()
      })()
    }
    channel.on('data', take('stdout'))
    channel.stderr.on('data', take('stderr'))
    channel.on('close', (code: number | null | undefined) =>
      end(guarded(() => resolve(talk.result(typeof code === 'number' ? code : undefined)))),
    )
  })
}

const open = (connection: Connection, login: Login, command: string): Promise<ClientChannel> =>
  new Promise((resolve, reject) => {
    const lost = (): void => reject(unreachable(login, 'the connection was lost'))
    connection.client.once('close', lost)
    connection.client.exec(command, (error, channel) => {
      connection.client.removeListener('close', lost)
      if (error)
        reject(
          refuse('failed', 'host/NoShell', { host: login.host, user: login.user, output: error.message }),
        )
      else resolve(channel)
    })
  })

/** What was said so far, and what to say next. */
class Talk {
  private readonly stdout: Buffer[] = []
  private readonly stderr: Buffer[] = []
  private bytes = 0
  private passwordSent = false
  private scriptSent = false
  private sentAt = 0
  private answeredAt = 0
  private readonly mark: string
  private readonly login: Login

  constructor(mark: string, login: Login) {
    this.mark = mark
    this.login = login
  }

  take(stream: 'stdout' | 'stderr', chunk: Buffer): number {
    if (this.scriptSent && this.answeredAt === 0 && stream === 'stdout') this.answeredAt = Date.now()
    this[stream].push(chunk)
    return (this.bytes += chunk.length)
  }

  answer(script: string): { text: string; last: boolean } | undefined {
    if (this.scriptSent) return undefined
    if (this.ready()) {
      this.scriptSent = true
      this.sentAt = Date.now()
      return { text: script, last: true }
    }
    const asked = this.text('stderr').split(`${this.mark} ?`).length - 1
    if (asked === 0) return undefined
    const { host, user, sudoPassword } = this.login
    if (sudoPassword === undefined) throw refuse('forbidden', 'host/SudoPasswordNeeded', { host, user })
    if (asked > 1) throw this.sudoRefused('the password is wrong')
    if (this.passwordSent) return undefined
    this.passwordSent = true
    return { text: `${sudoPassword}\n`, last: false }
  }

  result(code: number | undefined): ScriptResult {
    const ready = this.ready()
    if (!ready) throw this.whyNotReady()
    if (code === undefined) throw unreachable(this.login, 'the connection was lost')
    const [, as = '', stdout = ''] = ready
    return {
      stdout,
      stderr: this.text('stderr').replaceAll(`${this.mark} ?`, ''),
      code,
      as: as as ScriptResult['as'],
      sentAt: this.sentAt,
      answeredAt: this.answeredAt,
    }
  }

  private ready(): RegExpExecArray | null {
    return new RegExp(`^${this.mark} (root|sudo|user)\r?\n([^]*)$`, 'm').exec(this.text('stdout'))
  }

  private whyNotReady(): Problem {
    const { host, user } = this.login
    const said = `${this.text('stderr').replaceAll(`${this.mark} ?`, '')}\n${this.text('stdout')}`.trim()
    const output = said.split('\n').slice(-3).join(' ').trim()
    if (/password has expired|required to change your password|password expired/i.test(said))
      return refuse('failed', 'host/PasswordExpired', { host, user })
    if (/sudo/.test(said)) return this.sudoRefused(output)
    return refuse('failed', 'host/NoShell', { host, user, output: output || 'nothing' })
  }

  private sudoRefused(reason: string): Problem {
    return refuse('forbidden', 'host/SudoRefused', { host: this.login.host, user: this.login.user, reason })
  }

  private text(stream: 'stdout' | 'stderr'): string {
    return Buffer.concat(this[stream]).toString()
  }
}

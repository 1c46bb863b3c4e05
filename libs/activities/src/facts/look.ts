import { Problem, type HostFacts } from '@slipway/domain'
import { readFileSync } from 'node:fs'
import { connect } from '../ssh/connect.ts'
import type { Login } from '../ssh/login.ts'
import { runScript, type ScriptResult } from '../ssh/run-script.ts'
import { readFacts } from './read-facts.ts'

const script = readFileSync(new URL('look.sh', import.meta.url), 'utf8')

/** Logs in and looks. A user who cannot become root sees less, which the facts say; everything else throws. */
export const lookAt = async (
  login: Login,
  signal?: AbortSignal,
): Promise<{ facts: HostFacts; hostKey: string }> => {
  const connection = await connect(login, signal)
  const look = (root: HostFacts['root'], { stdout, sentAt, answeredAt }: ScriptResult) => ({
    facts: readFacts({ host: login.host, output: stdout, root, sentAt, answeredAt }),
    hostKey: connection.hostKey,
  })
  try {
    const result = await runScript(connection, login, script)
    return look(result.as === 'root' ? 'root' : 'sudo', result)
  } catch (error) {
    const root = withoutRoot(error)
    if (root === undefined) throw error
    return look(root, await runScript(connection, login, script, { asUser: true }))
  } finally {
    connection.close()
  }
}

const withoutRoot = (error: unknown): HostFacts['root'] | undefined => {
  if (!(error instanceof Problem)) return undefined
  if (error.code === 'host/SudoPasswordNeeded') return 'password-needed'
  return error.code === 'host/SudoRefused' ? 'refused' : undefined
}

import { failureSchema, type Failure } from '@slipway/domain'
import type { TaskFailure } from './events.ts'

/** A host as failures speak of it. */
export interface NamedHost {
  name: string
  address: string
  user: string
}

const typed = 'slipway:'

/**
 * The failure of a step on a host: the one that the role names by a message `slipway:{"code": ..., "data": ...}`, one of
 * the ways in which a host does not let us in, else `run/TaskFailed` with the task and its last lines.
 */
export const failureOfTask = ({ task, message, unreachable }: TaskFailure, host: NamedHost): Failure => {
  const named = namedFailure(message)
  if (named) return { code: named.code, data: { host: host.name, ...named.data } }
  const refusal = refusals.find(({ says }) => says.test(message))
  if (refusal) return refusal.failure(host, lastLine(message))
  if (unreachable)
    return {
      code: 'host/Unreachable',
      data: { host: host.name, address: host.address, reason: lastLine(message) },
    }
  return { code: 'run/TaskFailed', data: { host: host.name, task, message: lastLines(message) } }
}

interface Refusal {
  says: RegExp
  failure: (host: NamedHost, reason: string) => Failure
}

/** What mitogen and OpenSSH say when a host is there and refuses. */
const refusals: Refusal[] = [
  {
    says: /sudo password is (incorrect|required)|(incorrect|missing) sudo password|is not in the sudoers file|may not run sudo/i,
    failure: ({ name, user }, reason) => ({ code: 'host/SudoRefused', data: { host: name, user, reason } }),
  },
  {
    says: /^(?=.*ssh)(?=.*(password is incorrect|password was requested|authentication is incorrect|permission denied))/is,
    failure: ({ name, user }) => ({
      code: 'host/LoginRefused',
      data: { host: name, user, methods: '' },
    }),
  },
  {
    says: /host key verification failed|unrecognized or mismatching host key/i,
    failure: ({ name }) => ({ code: 'host/KeyChanged', data: { host: name, expected: '', seen: '' } }),
  },
]

const namedFailure = (message: string): Failure | undefined => {
  const start = message.indexOf(`${typed}{`)
  if (start < 0) return undefined
  for (const text of [message.slice(start), message.slice(start).split('\n')[0] ?? '']) {
    const failure = failureSchema.safeParse(parse(text.slice(typed.length)))
    if (failure.success) return failure.data
  }
  return undefined
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const linesShown = 12

const lastLines = (message: string): string => message.trim().split('\n').slice(-linesShown).join('\n')
/** Without what mitogen puts before every reason. */
const lastLine = (message: string): string =>
  (message.trim().split('\n').at(-1) ?? '').replace(/^(Task failed: )?(error occurred on host \S+: )?/, '')

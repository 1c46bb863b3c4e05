import { expect, test } from 'vitest'
import { failureOfTask } from './failure.ts'

const host = { name: 'node-1', address: '192.0.2.7', user: 'ops' }
const failed = (message: string, unreachable = false) =>
  failureOfTask({ task: 'Do it', message, unreachable }, host)

test('names the task, the host and the last lines of a task that failed', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`)
  const { code, data } = failed(lines.join('\n'))
  expect(code).toBe('run/TaskFailed')
  expect(data).toEqual({ host: 'node-1', task: 'Do it', message: lines.slice(-12).join('\n') })
})

test('takes the failure that a role names, also behind other words and before other lines', () => {
  const named = 'slipway:{"code": "preflight/PortTaken", "data": {"port": 6443}}'
  const expected = { code: 'preflight/PortTaken', data: { host: 'node-1', port: 6443 } }
  expect(failed(named)).toEqual(expected)
  expect(failed(`Task failed: ${named}\nmore`)).toEqual(expected)
})

test('a named failure that is none is shown as it came', () => {
  expect(failed('slipway:{"code": "no code"}')).toMatchObject({ code: 'run/TaskFailed' })
  expect(failed('slipway:{broken')).toMatchObject({ data: { message: 'slipway:{broken' } })
})

const prefix = 'Task failed: error occurred on host node-1: '

test('says why a host cannot be reached, without the words around the reason', () => {
  expect(failed(`${prefix}ssh: connect to host 192.0.2.7 port 22: Connection refused`, true)).toEqual({
    code: 'host/Unreachable',
    data: {
      host: 'node-1',
      address: '192.0.2.7',
      reason: 'ssh: connect to host 192.0.2.7 port 22: Connection refused',
    },
  })
})

test.each([
  ['host/LoginRefused', `${prefix}SSH password is incorrect`],
  ['host/LoginRefused', `${prefix}SSH authentication is incorrect`],
  [
    'host/LoginRefused',
    'Failed to connect to the host via ssh: ops@192.0.2.7: Permission denied (publickey).',
  ],
  ['host/SudoRefused', `${prefix}sudo password is incorrect`],
  ['host/SudoRefused', `${prefix}sudo password is required`],
  ['host/SudoRefused', 'ops is not in the sudoers file.'],
  [
    'host/KeyChanged',
    `${prefix}Host key checking is enabled, and SSH reported an unrecognized or mismatching host key.`,
  ],
  ['host/KeyChanged', 'Host key verification failed.'],
])('%s: %s', (code, message) => {
  expect(failed(message, true)).toMatchObject({ code, data: { host: 'node-1' } })
})

test('a program without permission is a task that failed, not a login that was refused', () => {
  expect(failed('cat: /etc/shadow: Permission denied').code).toBe('run/TaskFailed')
})

import { run } from '@slipway/system'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentKey } from './agent-key.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-key-'))
})
afterAll(() => rm(folder, { recursive: true }))

const makeKey = async (
  type: string,
  passphrase: string,
  format: string[] = [],
): Promise<{ key: string; pub: string }> => {
  const path = join(folder, `${type}-${passphrase || 'open'}-${format.join('')}`)
  await run(['ssh-keygen', '-q', '-t', type, '-N', passphrase, '-C', '', ...format, '-f', path])
  return { key: await readFile(path, 'utf8'), pub: await readFile(`${path}.pub`, 'utf8') }
}

/** What OpenSSH itself reads from the key, without any passphrase. */
const publicHalf = async (key: string): Promise<string> => {
  const path = join(folder, 'opened')
  await writeFile(path, key)
  await chmod(path, 0o600)
  const { stdout } = await run(['ssh-keygen', '-y', '-P', '', '-f', path])
  await rm(path)
  return stdout.trim()
}

test.each([
  ['ed25519', '', []],
  ['ed25519', 'open sesame', []],
  ['ecdsa', 'open sesame', []],
  ['rsa', 'open sesame', []],
  ['rsa', 'open sesame', ['-m', 'PEM']],
])('opens a key: %s, passphrase “%s” %j', async (type, passphrase, format) => {
  const { key, pub } = await makeKey(type, passphrase, format)
  const opened = agentKey(key, passphrase || undefined, 'node-1')
  expect(opened.public.trim()).toBe(pub.trim())
  expect(await publicHalf(opened.private)).toBe(pub.trim())
})

test('a wrong passphrase, a missing one and a text that is no key are refused with the host’s name', async () => {
  const { key, pub } = await makeKey('ed25519', 'right')
  for (const [text, passphrase] of [
    [key, 'wrong'],
    [key, undefined],
    [pub, undefined],
    ['nonsense', undefined],
  ] as const)
    expect(() => agentKey(text, passphrase, 'node-1')).toThrow(
      expect.objectContaining({
        code: 'host/CredentialUnusable',
        data: expect.objectContaining({ host: 'node-1' }),
      }),
    )
})

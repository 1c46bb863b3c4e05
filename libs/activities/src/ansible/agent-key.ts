import { refuse } from '@slipway/domain'
import { randomBytes } from 'node:crypto'
import ssh2 from 'ssh2'

/** A private key as ssh-add takes it without a question, and its public half as in a .pub file. */
export interface AgentKey {
  private: string
  public: string
}

/** Throws `host/CredentialUnusable` where the key cannot be read or the passphrase does not open it. */
export const agentKey = (key: string, passphrase: string | undefined, host: string): AgentKey => {
  const one = ssh2.utils.parseKey(key, passphrase)
  if (one instanceof Error) throw refuse('invalid', 'host/CredentialUnusable', { host, reason: one.message })
  if (!one.isPrivateKey())
    throw refuse('invalid', 'host/CredentialUnusable', { host, reason: 'it is no private key' })
  const blob = one.getPublicSSH()
  return {
    private: passphrase === undefined ? withNewline(key) : withoutPassphrase(one, blob),
    public: `${one.type} ${blob.toString('base64')}\n`,
  }
}

const withNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

/** PEM as the parser gives it; ed25519, which older ssh-add does not read as PEM, in OpenSSH's own form. */
const withoutPassphrase = (key: ssh2.ParsedKey, publicBlob: Buffer): string => {
  const pem = withNewline(key.getPrivatePEM())
  if (key.type !== 'ssh-ed25519') return pem
  const der = Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64')
  const seed = der.subarray(-32)
  const point = publicBlob.subarray(-32)
  const check = randomBytes(4)
  const fields = [text('ssh-ed25519'), text(point), text(Buffer.concat([seed, point])), text('')]
  const open = Buffer.concat([check, check, ...fields])
  const padding = Buffer.from(Array.from({ length: (8 - (open.length % 8)) % 8 }, (_, index) => index + 1))
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[text('none'), text('none'), text(''), number(1)],
    ...[text(publicBlob), text(Buffer.concat([open, padding]))],
  ])
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? []
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const text = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([number(bytes.length), bytes])
}

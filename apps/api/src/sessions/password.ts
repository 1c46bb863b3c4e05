import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's password storage cheat sheet for argon2id: 19 MiB, two passes, one lane. */
const usual = { memory: 19_456, passes: 2, parallelism: 1 } as const

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
  argon2('argon2id', parameters, done),
)

// one at a time: a flood of sign-ins takes the memory of one
let last: Promise<unknown> = Promise.resolve()
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = last.then(work, work)
  last = mine
  return mine
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** The hash as a PHC string: $argon2id$v=19$m=...,t=...,p=...$salt$hash. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const hash = await inTurn(() => derive({ message: password, nonce: salt, tagLength: 32, ...usual }))
  const { memory, passes, parallelism } = usual
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(hash)}`
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Throws an Error if `stored` is not a hash of the form above. */
export const isPassword = async (password: string, stored: string): Promise<boolean> => {
  const [, memory, passes, parallelism, salt, hash] = form.exec(stored) ?? []
  if (salt === undefined || hash === undefined) throw new Error('a stored password hash has an unknown form')
  const expected = Buffer.from(hash, 'base64')
  const derived = await inTurn(() =>
    derive({
      message: password,
      nonce: Buffer.from(salt, 'base64'),
      tagLength: expected.length,
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
    }),
  )
  return timingSafeEqual(derived, expected)
}

let nobodys: Promise<string> | undefined
/** Takes as long as a wrong password of somebody who exists, so that nobody learns which names exist. */
export const refuseSlowly = async (password: string): Promise<false> => {
  nobodys ??= hashPassword(randomBytes(18).toString('base64'))
  await isPassword(password, await nobodys)
  return false
}

import { z } from 'zod'

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}]+$/u, 'no control characters')

const secret = z.string().min(1).max(1024)
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.optional(z.nullable(schema)).transform(present)
const present = <Value>(value: Value | null | undefined): Value | undefined => value ?? undefined

/** A way into hosts: by password or by private key, one of them. */
export const credentialInputSchema = z
  .object({
    name,
    userName: z
      .string()
      .max(64)
      .regex(/^[a-z_A-Z][\w.@\\-]*\$?$/, 'not the name of an account'),
    password: optional(secret),
    privateKey: optional(
      z
        .string()
        .max(32_768)
        .regex(/^-----BEGIN [A-Z ]*PRIVATE KEY-----\r?\n[\s\S]+\r?\n-----END [A-Z ]*PRIVATE KEY-----\s*$/, {
          error: 'not a private key in PEM or OpenSSH form',
        }),
    ),
    passphrase: optional(secret),
    sudoPassword: optional(secret),
  })
  .refine(({ password, privateKey }) => (password === undefined) !== (privateKey === undefined), {
    path: ['password'],
    error: 'either a password or a private key is needed, and only one of them',
  })
  .refine(({ passphrase, privateKey }) => passphrase === undefined || privateKey !== undefined, {
    path: ['passphrase'],
    error: 'a passphrase belongs to a private key',
  })

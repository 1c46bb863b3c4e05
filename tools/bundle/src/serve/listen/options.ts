import { z } from 'zod'
import { serveProblems } from '../problems.ts'

const port = z.int().min(0).max(65_535)

export const listenSchema = z.strictObject({
  /** IP addresses of this machine; 0.0.0.0 is every IPv4 one. */
  addresses: z.array(z.union([z.ipv4(), z.ipv6()])).min(1),
  /** 0 picks a free one, as with the registry's. */
  filesPort: port,
  registryPort: port,
  /** A DNS name under which clients reach this machine, for its certificate. */
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/)
    .optional(),
})
export type Listen = z.input<typeof listenSchema>

/** Throws serve/ListenInvalid. Addresses given twice count once. */
export const checkListen = (listen: Listen): z.output<typeof listenSchema> => {
  const checked = listenSchema.safeParse(listen)
  if (!checked.success) throw serveProblems.ListenInvalid({ why: z.prettifyError(checked.error) })
  return { ...checked.data, addresses: [...new Set(checked.data.addresses)] }
}

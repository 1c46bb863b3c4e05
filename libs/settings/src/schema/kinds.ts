import { resolve } from 'node:path'
import { z } from 'zod'
import { parseEndpoint } from './endpoint.ts'

/** A path; a relative one is meant from the working folder. */
export const path = z
  .string()
  .min(1)
  .transform((given) => resolve(given))

/** A TCP port; 0 stands for a free one. */
export const port = z.coerce.number().int().min(0).max(65_535)

export const count = z.coerce.number().int().min(1)

/** `address:port`, an IPv6 address in brackets. */
export const endpoint = z
  .string()
  .refine((text) => parseEndpoint(text) !== undefined, 'expected address:port, as in 127.0.0.1:7440')

/** A list in a file, words between commas in the environment. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((word) => word.trim())
            .filter((word) => word !== '')
        : value,
    z.array(item),
  )

export const yesOrNo = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
)

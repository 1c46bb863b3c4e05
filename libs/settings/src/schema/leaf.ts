import type { z } from 'zod'

/** What is said of a setting beside the form of its value. */
export interface About {
  about: string
  /** The value without any source, from the data folder where it depends on it. */
  usual?: unknown
  /** Never shown. */
  secret?: true
}

const known = new WeakMap<z.ZodType, About>()

/** A setting: the form of its value, and what is said of it. */
export const setting = <Schema extends z.ZodType>(schema: Schema, about: About): Schema => {
  const own = schema.clone() // one form may serve several settings
  known.set(own, about)
  return own
}

export const aboutOf = (schema: z.ZodType): About | undefined => known.get(schema)

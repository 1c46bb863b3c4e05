import { fileURLToPath } from 'node:url'
import type { PartSpec } from '../part/spec.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The spec of a fake part that behaves in these ways. */
export const fakePart = (
  name: string,
  journal: string,
  ways: readonly string[] = [],
  limits: Partial<PartSpec> = {},
): PartSpec => ({
  name,
  argv: [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    '--import',
    fileOf('../process/with-parent.ts'),
    fileOf('./fake-part.ts'),
    name,
    journal,
    ...ways,
  ],
  env: { PATH: process.env.PATH ?? '' },
  startSeconds: 60,
  stopSeconds: 60,
  ...limits,
})

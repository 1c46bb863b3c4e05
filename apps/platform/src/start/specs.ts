import type { Loaded } from '@slipway/settings'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PartSpec } from '../part/spec.ts'
import { partEnvironment } from './environment.ts'
import type { Addresses } from './addresses.ts'

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const withParent = fileOf('../process/with-parent.ts')
const apps = fileOf('../../..')

/** A TypeScript program on this Node, which ends with the supervisor. */
const program = (
  path: string,
  args: readonly string[] = [],
  hooks: readonly string[] = [],
): PartSpec['argv'] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  ...[withParent, ...hooks].flatMap((hook) => ['--import', hook]),
  path,
  ...args,
]

const part = (path: string): string => fileOf(`../parts/${path}`)

export const postgresSpec = (loaded: Loaded, { ports }: Addresses): PartSpec => ({
  name: 'postgres',
  argv: program(part('postgres.ts'), [join(loaded.settings.data, 'postgres'), String(ports.postgres)]),
  env: partEnvironment(loaded, { masterKey: false }),
  ...{ startSeconds: 120, stopSeconds: 60 },
})

export const temporalSpec = (loaded: Loaded, { ports }: Addresses): PartSpec => ({
  name: 'temporal',
  argv: program(part('temporal.ts'), [
    join(loaded.settings.data, 'temporal'),
    String(ports.temporal),
    String(ports.temporalUi),
  ]),
  env: partEnvironment(loaded, { masterKey: false }),
  ...{ startSeconds: 600, stopSeconds: 30 }, // the first time its program is fetched
})

export const bundlesSpec = (loaded: Loaded): PartSpec => ({
  name: 'bundles',
  argv: program(part('bundles.ts')),
  env: partEnvironment(loaded, { masterKey: false }),
  ...{ startSeconds: 600, stopSeconds: 15 }, // every byte is checked first
})

export const workerSpec = (loaded: Loaded): PartSpec => ({
  name: 'worker',
  argv: program(join(apps, 'worker', 'src', 'main.ts')),
  env: partEnvironment(loaded, { masterKey: true }),
  ...{ startSeconds: 120, stopSeconds: 60 },
})

export const apiSpec = (loaded: Loaded, confirm: NonNullable<PartSpec['confirm']>): PartSpec => ({
  name: 'api',
  argv: program(
    join(apps, 'api', 'src', 'main.ts'),
    [],
    [join(apps, 'api', 'src', 'transform', 'register.ts')],
  ),
  env: partEnvironment(loaded, { masterKey: true }),
  confirm,
  ...{ startSeconds: 120, stopSeconds: 20 },
})

import { renewLock } from '@slipway/bundle'
import { Command } from 'commander'
import { withBundles } from './open.ts'

export const lockCommand = (): Command =>
  new Command('lock')
    .description('for those who change recipes: build anew and write the hashes into the lock files')
    .argument('[recipes...]', 'recipes whose hashes to renew; all if none is given')
    .option('--os', 'take the Debian packages that are served today instead')
    .action((recipes: string[], options: { os?: boolean }) =>
      withBundles(async ({ cache, progress, signal }) => {
        const changed = await renewLock(
          recipes,
          { cacheFolder: cache, progress, signal },
          { os: options.os === true },
        )
        process.stdout.write(changed.length === 0 ? 'nothing changed\n' : `${changed.join('\n')}\n`)
      }),
    )

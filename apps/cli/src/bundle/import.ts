import { importBundle, keysFolder, readPublicKeyFile, trustKey } from '@slipway/bundle'
import { withProgress } from '@slipway/system'
import { Command } from 'commander'
import { resolve } from 'node:path'
import { withBundles } from './open.ts'

export const importCommand = (): Command =>
  new Command('import')
    .description('take over an exported bundle; its signature and every hash are checked first')
    .argument('<file>', 'the exported file')
    .option('--key <file>', 'trust this public key from now on')
    .action((file: string, options: { key?: string }) =>
      withBundles(async ({ store, data, progress, signal, trust }) => {
        const key = options.key === undefined ? undefined : await readPublicKeyFile(options.key)
        const { keys, folder } = await trust()
        const bundles = await withProgress(progress, `import ${file}`, async () =>
          importBundle(store, resolve(file), { keys: key ? [...keys, key] : keys, folder }, signal),
        )
        if (key) await trustKey(keysFolder(data), key) // not for a file that is refused
        for (const { entry, blobs } of bundles)
          process.stdout.write(`bundle ${entry.version}: ${blobs.size} blobs imported and verified\n`)
      }),
    )

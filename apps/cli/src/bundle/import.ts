import { importBundle, keysFolder, readPublicKey, trustKey } from '@slipway/bundle'
import { withProgress } from '@slipway/system'
import { Command } from 'commander'
import { readFile } from 'node:fs/promises'
import { withBundles } from './open.ts'

export const importCommand = (): Command =>
  new Command('import')
    .description('take over an exported bundle; its signature and every hash are checked first')
    .argument('<file>', 'the exported file')
    .option('--key <file>', 'trust this public key from now on')
    .action((file: string, options: { key?: string }) =>
      withBundles(async ({ store, data, progress, signal, trust }) => {
        if (options.key)
          await trustKey(keysFolder(data), readPublicKey(await readFile(options.key), options.key))
        const bundles = await withProgress(progress, `import ${file}`, async () =>
          importBundle(store, file, await trust(), signal),
        )
        for (const { entry, blobs } of bundles)
          process.stdout.write(`bundle ${entry.version}: ${blobs.size} blobs imported and verified\n`)
      }),
    )

import { bundleProblems, listBundles, verifyBundle } from '@slipway/bundle'
import { withProgress } from '@slipway/system'
import { Command } from 'commander'
import { withBundles } from './open.ts'

export const verifyCommand = (): Command =>
  new Command('verify')
    .description('check the signature and every hash of bundles')
    .argument('[versions...]', 'Kubernetes versions; all that are here if none is given')
    .action((versions: string[]) =>
      withBundles(async ({ store, progress, signal, trust }) => {
        const here = listBundles(await store.readIndex()).map(({ version }) => version)
        if (versions.length === 0 && here.length === 0) throw bundleProblems.NoBundle({ store: store.folder })
        for (const version of versions.length > 0 ? versions : here) {
          const bundle = await withProgress(progress, `verify ${version}`, async () =>
            verifyBundle(store, version, await trust(), signal),
          )
          process.stdout.write(
            `bundle ${version}: ${bundle.blobs.size} blobs and the signature of key ${bundle.entry.signature.key} are right\n`,
          )
        }
      }),
    )

import { exportBundle } from '@slipway/bundle'
import { withProgress } from '@slipway/system'
import { Command } from 'commander'
import { resolve } from 'node:path'
import { readableSize } from '../command/table.ts'
import { withBundles } from './open.ts'

export const exportCommand = (): Command =>
  new Command('export')
    .description('write one bundle as a single file for a network without internet')
    .argument('<version>', 'a Kubernetes version')
    .argument('[file]', 'where to write it (default: slipway-<version>.tar.zst)')
    .action((version: string, file: string | undefined) =>
      withBundles(async ({ store, progress, signal, trust }) => {
        const path = resolve(file ?? `slipway-${version}.tar.zst`)
        const exported = await withProgress(progress, `export ${version}`, async () =>
          exportBundle(store, version, path, await trust(), signal),
        )
        process.stdout.write(
          `${exported.path}: ${readableSize(exported.size)}\n` +
            `${exported.keyPath}: the public key, id ${exported.keyId}; carry it by another way and compare the id\n`,
        )
      }),
    )

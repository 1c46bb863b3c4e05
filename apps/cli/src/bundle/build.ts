import { buildBundle, knownVersions } from '@slipway/bundle'
import type { BundleManifest, OperatingSystem } from '@slipway/domain'
import { Command, Option } from 'commander'
import { readableSize } from '../command/table.ts'
import { append, parseSystems } from '../command/values.ts'
import { withBundles } from './open.ts'

interface Options {
  source: BundleManifest['source']
  os: OperatingSystem[]
  mirror: string[]
  aptSources?: string
  dnfRepositories?: string
}

export const buildCommand = (): Command =>
  new Command('build')
    .description(
      'build and sign bundles; what is in the cache is not built again, and Ctrl-C loses nothing finished',
    )
    .argument('[versions...]', 'Kubernetes versions, as in 1.36.3', undefined)
    .option('--all', 'every version that is known')
    .addOption(
      new Option('--source <source>', 'modules: build from Go modules; release: take the official artifacts')
        .choices(['modules', 'release'])
        .default('modules'),
    )
    .addOption(
      new Option('--os <list>', 'operating systems whose packages to add, separated by commas')
        .argParser(parseSystems)
        .default(['debian-12'], 'debian-12'),
    )
    .option('--mirror <host=address>', 'with --source release: a mirror of an official site', append, [])
    .option('--apt-sources <file>', 'apt sources of Debian 12, instead of those of this machine')
    .option(
      '--dnf-repositories <file>',
      'a .repo file for rhel-9, instead of the repositories of this machine',
    )
    .action((versions: string[], options: Options & { all?: boolean }) =>
      withBundles(async ({ store, data, cache, signal, progress }) => {
        const wanted = options.all || versions.length === 0 ? await knownVersions() : versions
        for (const version of wanted) {
          const bundle = await buildBundle(
            version,
            { store, cacheFolder: cache, progress, signal },
            {
              dataFolder: data,
              source: options.source,
              operatingSystems: options.os,
              mirrors: options.mirror,
              aptSources: options.aptSources,
              dnfRepositories: options.dnfRepositories,
            },
          )
          const bytes = bundle.manifest.artifacts.reduce((sum, artifact) => sum + artifact.size, 0)
          const counted = `${bundle.manifest.artifacts.length} artifacts, ${readableSize(bytes)}`
          process.stdout.write(`bundle ${version}: ${counted}, manifest sha256 ${bundle.digest}\n`)
        }
      }),
    )

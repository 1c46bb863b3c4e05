import { buildBundle, knownVersions } from '@slipway/bundle'
import { osSchema, type BundleManifest, type OperatingSystem } from '@slipway/domain'
import { Command, Option } from 'commander'
import { z } from 'zod'
import { readableSize } from '../command/table.ts'
import { withBundles } from './open.ts'

interface Options {
  source: BundleManifest['source']
  os: string
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
    .option('--os <list>', 'operating systems whose packages to add, separated by commas', 'debian-12')
    .option('--mirror <host=address>', 'with --source release: a mirror of an official site', append, [])
    .option('--apt-sources <file>', 'apt sources of Debian 12, instead of those of this machine')
    .option('--dnf-repositories <file>', 'a .repo file for rhel-9, instead of the one shipped')
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
              operatingSystems: parseSystems(options.os),
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

const append = (value: string, earlier: string[]): string[] => [...earlier, value]

const parseSystems = (text: string): OperatingSystem[] => {
  const parsed = z.array(osSchema).safeParse(text.split(',').filter(Boolean))
  if (!parsed.success) throw new Error(`--os knows ${osSchema.options.join(' and ')}, not ${text}`)
  return parsed.data
}

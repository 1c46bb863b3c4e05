import { serveBundles } from '@slipway/bundle'
import { Command, Option } from 'commander'
import { append, parsePort } from '../command/values.ts'
import { withBundles } from './open.ts'

interface Options {
  address: string[]
  name?: string
  filesPort: number
  registryPort: number
}

export const serveCommand = (): Command =>
  new Command('serve')
    .description('verify the bundles, then serve images by a registry and files by HTTPS until Ctrl-C')
    .argument('[versions...]', 'Kubernetes versions; all that are here if none is given')
    .option('--address <ip>', 'an address to listen on, more than once for more', append, [])
    .option('--name <dns name>', 'a name by which hosts reach this machine, added to the certificate')
    .addOption(port('--files-port <port>', 'of the files; 0 takes a free one', 7443))
    .addOption(port('--registry-port <port>', 'of the registry; 0 takes a free one', 7444))
    .action((versions: string[], options: Options) =>
      withBundles(async ({ store, data, progress, signal, trust }) => {
        const serving = await serveBundles({
          ...{ store, trust: await trust(), dataFolder: data, progress, signal },
          ...(versions.length > 0 && { versions }),
          listen: {
            addresses: options.address.length > 0 ? options.address : ['127.0.0.1'],
            filesPort: options.filesPort,
            registryPort: options.registryPort,
            ...(options.name && { name: options.name }),
          },
        })
        const { filesUrl, registryUrl, caPath } = serving
        process.stdout.write(`files ${filesUrl}\nregistry ${registryUrl}\nca ${caPath}\n`)
        await serving.ended
      }),
    )

const port = (flags: string, about: string, usual: number): Option =>
  new Option(flags, about).argParser(parsePort).default(usual)

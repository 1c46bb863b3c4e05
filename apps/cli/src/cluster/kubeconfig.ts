import { rename, rm, writeFile } from 'node:fs/promises'
import { Option, type Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findCluster } from '../command/find.ts'
import { moment } from '../command/moments.ts'
import { parseCount } from '../command/values.ts'
import { issueKubeconfigDocument } from './documents.ts'

interface Options extends Common {
  hours: number
  address?: string
  output?: string
}

export const kubeconfigCommand = (): Command =>
  apiCommand(
    'kubeconfig',
    'an access of your own to a cluster, which ends by itself and can be revoked',
    'slipway cluster kubeconfig demo --output kubeconfig',
    'slipway cluster kubeconfig demo --hours 1 > kubeconfig',
  )
    .argument('<cluster>', 'its name or id')
    .addOption(new Option('--hours <count>', 'how long it is valid').argParser(parseCount).default(12))
    .option('--address <url>', 'where you reach the cluster’s API, as in https://api.example.org:6443')
    .option('--output <file>', 'write it there, for your eyes alone')
    .action(async (wanted: string, options: Options) => {
      const client = await connect()
      const { id } = await findCluster(client, wanted, { deleted: false })
      const { hours, address, output } = options
      const { issueKubeconfig } = await client.ask(issueKubeconfigDocument, {
        cluster: id,
        hours,
        ...(address !== undefined && { server: address }),
      })
      const { yaml, access } = client.granted(issueKubeconfig)
      if (output === undefined) {
        answer(options, { access, yaml }, yaml.trimEnd())
        return
      }
      await writePrivately(output, yaml)
      const until = `valid until ${moment(access.expiresAt)}`
      answer(options, { access, path: output }, `${output}: access ${access.id}, ${until}`)
    })

/** For its owner alone and whole at any moment, also where a file with other rights was there. */
const writePrivately = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.${process.pid}`
  await rm(draft, { force: true })
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
  await rename(draft, path)
}

import type { Command } from 'commander'
import { apiCommand, connect } from '../command/api-command.ts'
import { append } from '../command/values.ts'
import { proceed, withPlanOptions, type ProceedOptions } from '../operation/proceed.ts'
import { createClusterDocument } from './documents.ts'
import { clusterInput, type InputOptions } from './input.ts'

const collected = (value: string, earlier: string[] | undefined) => append(value, earlier ?? [])

export const createCommand = (): Command =>
  withPlanOptions(
    apiCommand(
      'create',
      'plan a cluster, show the plan, and after approval make it',
      'slipway cluster create demo --control-plane cp-1 --worker worker-1 --worker worker-2',
      'slipway cluster create --file spec.yaml --yes',
    ),
  )
    .argument('[name]')
    .option('--version <version>', 'of Kubernetes; by default the newest that the platform has')
    .option('--control-plane <host>', 'by name or id; may be given more than once', collected)
    .option('--worker <host>', 'by name or id; may be given more than once', collected)
    .option('--pod-network <network>', 'as in 10.244.0.0/16')
    .option('--service-network <network>', 'as in 10.96.0.0/16')
    .option('--proxy-mode <mode>', 'nftables or iptables')
    .option(
      '--api-name <name>',
      'a name or address by which people reach the API; may be repeated',
      collected,
    )
    .option('--file <file>', 'all of this in YAML: name, kubernetesVersion, controlPlanes, workers …')
    .option('--project <project>', 'where it belongs')
    .action(async (name: string | undefined, options: InputOptions & ProceedOptions) => {
      const client = await connect()
      const input = await clusterInput(client, name, options)
      const plan = client.granted((await client.ask(createClusterDocument, { input })).createCluster)
      const afterwards = `slipway cluster kubeconfig ${input.name} --output kubeconfig`
      await proceed(client, plan, { ...options, afterwards })
    })

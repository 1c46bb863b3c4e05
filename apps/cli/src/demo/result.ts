import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Client } from '../client/index.ts'
import { issueKubeconfigDocument } from '../cluster/documents.ts'
import { table } from '../command/table.ts'
import { names, type Demo } from './context.ts'
import { createSeconds } from './create.ts'
import { nodesOf } from './nodes.ts'
import { demoProblems } from './problems.ts'
import { firstPassword } from './sign-in.ts'

const kubeconfigHours = 24

/** Shows what stands, asked of the cluster itself with a kubeconfig of its own; gives the closing line. */
export const showResult = async (
  demo: Demo,
  client: Client,
  { cluster, url }: { cluster: string; url: string },
): Promise<string> => {
  const { issueKubeconfig } = await client.ask(issueKubeconfigDocument, { cluster, hours: kubeconfigHours })
  const { yaml } = client.granted(issueKubeconfig)
  const path = join(demo.settings.data, 'demo', 'kubeconfig')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, yaml, { mode: 0o600 })
  const nodes = await nodesOf(yaml)
  const rows = nodes.map(({ name, ready, version, os }) => [name, ready ? 'Ready' : 'NotReady', version, os])
  demo.say(`\n${table(['NODE', 'STATE', 'VERSION', 'SYSTEM'], rows)}\n`)
  demo.say(`kubeconfig  ${path} (valid for ${kubeconfigHours} h)`)
  demo.say(`dashboard   ${url}`)
  const password = await firstPassword(demo)
  if (password !== undefined) demo.say(`sign in     admin, ${password}`)
  demo.say('take down   npm run demo -- --down\n')
  const ready = nodes.filter((node) => node.ready).length
  if (ready < names.hosts.length)
    throw demoProblems.NotReady({ ready, nodes: names.hosts.length, cluster: names.cluster })
  const seconds = (await createSeconds(client, cluster)).toFixed(1)
  return `demo: cluster ${names.cluster} Ready, ${ready}/${names.hosts.length} nodes, create ${seconds} s`
}

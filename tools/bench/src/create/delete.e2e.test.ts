import { dataFolder, silentProgress } from '@slipway/system'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { benchFolder, bootHosts, requireBundles, type Hosts } from '../floor/ground.ts'
import { difference, lookAt, takeKubeletPort } from '../testing/look.ts'
import { onHost } from '../testing/on-host.ts'
import { registerHosts } from './by-slipway.ts'
import { startPlatform, type BenchPlatform } from './platform.ts'

const version = '1.36.3'
let hosts: Hosts
let platform: BenchPlatform

beforeAll(async () => {
  await requireBundles([version], { progress: silentProgress, signal: new AbortController().signal })
  hosts = await bootHosts(['cp-1', 'worker-1'])
  platform = await startPlatform(dataFolder(), join(benchFolder(), 'platform'), hosts.gateway)
  await registerHosts(platform, hosts)
}, 75 * 60_000)
afterAll(async () => {
  await platform.close()
  await hosts.close()
})

test('a create that failed on one host is deleted, and all its hosts are as they were found', async () => {
  const { slipway } = platform
  const found = await Promise.all(hosts.hosts.map(lookAt))
  const asked = ['bench', '--version', version, '--control-plane', 'cp-1', '--worker', 'worker-1']
  const plan = await slipway(['cluster', 'create', ...asked, '--plan-only', '--json'])
  const { hash } = (JSON.parse(plan) as { plan: { hash: string } }).plan

  const worker = hosts.hosts.find(({ name }) => name === 'worker-1')
  await onHost(worker, takeKubeletPort)
  await expect(slipway(['operation', 'start', hash, '--yes'])).rejects.toThrow(
    /Port 10250 of the host worker-1 is in use by python3/,
  )
  expect(await slipway(['cluster', 'list'])).toMatch(/^bench +failed/m)
  await onHost(worker, 'systemctl stop squatter')

  await slipway(['cluster', 'delete', 'bench', '--remove-packages', '--yes'])
  expect(await slipway(['cluster', 'list'])).not.toContain('bench')
  for (const [index, host] of hosts.hosts.entries())
    expect(difference(found[index], await lookAt(host)), host.name).toEqual([])
})

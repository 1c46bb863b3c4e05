/** The activity in a process of its own, which a test can kill. Its one argument is a LaneOrder as JSON. */
import { openDatabase } from '@slipway/persistence'
import type { Lane } from '@slipway/workflows'
import { ansibleActivity } from '../activity.ts'
import { attention } from './attention.ts'
import { onThisMachine, testVault } from './ground.ts'

export interface LaneOrder {
  url: string
  runs: string
  playbooks: string
  lane: Lane
}

const { url, runs, playbooks, lane } = JSON.parse(process.argv[2] ?? '') as LaneOrder
const { ansible } = ansibleActivity({
  database: await openDatabase({ url }),
  vault: testVault,
  runs,
  playbooks: () => playbooks,
  platform: async () => ({ files_url: '', registry: '', ca_pem: '' }),
  signal: async () => undefined,
  reach: onThisMachine,
  attention: attention().make,
})
await ansible(lane)

import { ansible, kubernetes, step } from '@slipway/domain'
import { startTemporal } from '@slipway/temporal'
import { Client, Connection } from '@temporalio/client'
import { writeFile } from 'node:fs/promises'
import { samplePlan } from '../../testing/samples.ts'
import { start, withWorkers } from './engine.ts'
import { asJson, historyPath } from './history.ts'
import { makeWorld } from './world.ts'

const plain = { verify: 'done', undo: { impossible: 'no' } } as const
const plan = samplePlan(3, [
  step('reach', { on: 'hosts', run: ansible('reach'), ...plain }),
  step('init', { on: 'first', run: ansible('init'), follows: 'reach', ...plain }),
  step('join', { on: 'rest', run: ansible('join'), after: ['init'], follows: 'reach', ...plain }),
  step('verify', { on: 'cluster', run: kubernetes('verify'), after: ['join'], ...plain }),
])

/** Runs the sample with a host that is away at first, and writes its history down. Run it by node. */
const server = await startTemporal({ headless: true })
const connection = await Connection.connect({ address: server.address })
const client = new Client({ connection })
const away = { code: 'host/Unreachable', data: {} }
const act = (name: string, host: string, attempt: number) =>
  name === 'reach' && host === 'host-2' && attempt === 1 ? away : undefined
await withWorkers(
  server.address,
  makeWorld(plan, act, () => client),
  async () => {
    const handle = await start(client, '00000000-0000-4000-8000-0000000000aa')
    await handle.result()
    await writeFile(historyPath, asJson(await handle.fetchHistory()))
  },
)
await connection.close()
await server.stop()

import { silentProgress } from '@slipway/system'
import { beforeAll, expect, test } from 'vitest'
import { runFloor } from './floor.ts'
import { requireBundles } from './ground.ts'
import { floorOptions } from './options.ts'

const benchmark = { progress: silentProgress, signal: new AbortController().signal }

// with nothing cached this builds all of Kubernetes
beforeAll(() => requireBundles(['1.36.3', '1.37.1'], benchmark), 75 * 60_000)

test('a cluster made from the bundle alone works on every node, and no packet goes to the outside', async () => {
  const line = await runFloor(floorOptions(['--runs', '1', '--workers', '1']), benchmark)
  expect(line).toMatch(/^floor create 1\+1: [0-9.]+ s$/)
})

test('the newer version makes a working cluster too', async () => {
  const line = await runFloor(
    floorOptions(['--runs', '1', '--workers', '1', '--version', '1.37.1']),
    benchmark,
  )
  expect(line).toMatch(/^floor create 1\+1: [0-9.]+ s$/)
})

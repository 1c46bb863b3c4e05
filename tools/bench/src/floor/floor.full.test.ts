import { silentProgress } from '@slipway/system'
import { expect, test } from 'vitest'
import { runFloor } from './floor.ts'
import { floorOptions } from './options.ts'

const benchmark = { progress: silentProgress, signal: new AbortController().signal }

test('three control planes behind the balancers of their nodes make a working cluster', async () => {
  const line = await runFloor(
    floorOptions(['--runs', '1', '--control-planes', '3', '--workers', '1']),
    benchmark,
  )
  expect(line).toMatch(/^floor create 3\+1: [0-9.]+ s$/)
})

test('a cluster of 1.36.3 is upgraded to 1.37.1, etcd 3.6 to 3.7, and works', async () => {
  const line = await runFloor(floorOptions(['--upgrade']), benchmark)
  expect(line).toMatch(/^floor upgrade 1\+1 1\.36\.3 -> 1\.37\.1: [0-9.]+ s$/)
})

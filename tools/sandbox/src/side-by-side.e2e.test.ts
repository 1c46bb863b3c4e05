import { afterAll, beforeAll, expect, test } from 'vitest'
import { readHeld, readSettings } from './machine-state/held.ts'
import { openSandbox } from './sandbox.ts'
import { onHost, reaches } from './testing/on-host.ts'
import { makeTestFolder, removeTestFolder } from './testing/test-folder.ts'

let first: string
let second: string
beforeAll(async () => {
  first = await makeTestFolder()
  second = await makeTestFolder()
})
afterAll(async () => {
  await removeTestFolder(first)
  await removeTestFolder(second)
})

/** As they were before the first sandbox; this test need not be the only one on the machine. */
const asFound = async () => (await readHeld())?.settings ?? (await readSettings())

test('two sandboxes with hosts of the same names share nothing, and the last to go puts the kernel back', async () => {
  const found = await asFound()
  const [one, other] = await Promise.all([
    openSandbox({ dataFolder: first }),
    openSandbox({ dataFolder: second }),
  ])
  const [[a], [b]] = await Promise.all([one.up([{ name: 'same' }]), other.up([{ name: 'same' }])])
  expect(await onHost(a!, 'cat /etc/machine-id')).not.toBe(await onHost(b!, 'cat /etc/machine-id'))
  expect((await one.list()).subnet).not.toBe((await other.list()).subnet)
  expect(await reaches(a!, b!.address)).toBe(false)
  const raised = await readSettings()
  await one.down()
  expect(await readSettings()).toEqual(raised)
  expect(await readHeld()).toMatchObject({
    settings: found,
    holders: expect.arrayContaining([other.id]) as string[],
  })
  expect(await onHost(b!, 'hostname')).toBe('same')
  await other.down()
  expect(await asFound()).toEqual(found)
  expect((await readHeld())?.holders ?? []).not.toContain(other.id)
})

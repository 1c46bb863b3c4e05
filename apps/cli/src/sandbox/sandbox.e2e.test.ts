import { downAll } from '@slipway/sandbox'
import { run } from '@slipway/system'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let data: string
beforeAll(async () => {
  data = await mkdtemp(`/var/tmp/slipway-test-${process.pid}-`)
})
afterAll(async () => {
  await downAll(data)
  await rm(data, { recursive: true })
})

const program = join(import.meta.dirname, '../../bin/slipway')
const slipway = (...args: string[]) => run([program, 'sandbox', ...args], { env: { SLIPWAY_DATA: data } })
const states = async (): Promise<string[]> => {
  const list = JSON.parse((await slipway('list', '--json')).stdout) as {
    hosts: { name: string; state: string }[]
  }
  return list.hosts.map(({ name, state }) => `${name} ${state}`)
}

test('up tells its progress with the time that went by, and ends when the hosts answer', async () => {
  const { stderr } = await slipway('up', 'one', 'two', '--disk', '2G')
  expect(stderr).toMatch(/^ +\d+\.\d s {2}one: answers SSH at 10\./m)
  expect(await states()).toEqual(['one running', 'two running'])
})

test('list is a table for people', async () => {
  expect((await slipway('list')).stdout).toMatch(/^NAME .*\none +10\.\S+ +running .* debian-12 +2G +-\n/)
})

test('ssh runs a command with its own options, and passes its exit code on', async () => {
  expect((await slipway('ssh', 'one', '--', 'ls', '--directory', '/etc')).stdout).toBe('/etc')
  await expect(slipway('ssh', 'one', 'exit', '7')).rejects.toMatchObject({ data: { outcome: 'exit code 7' } })
})

test('power commands take several hosts at once', async () => {
  await slipway('stop', 'one', 'two')
  expect(await states()).toEqual(['one stopped', 'two stopped'])
  await slipway('start', 'one', 'two')
  await slipway('kill', 'two')
  await slipway('reboot', 'one')
  expect(await states()).toEqual(['one running', 'two stopped'])
  await slipway('up')
  expect(await states()).toEqual(['one running', 'two running'])
})

test('disturbances show in the list until heal', async () => {
  await slipway('partition', 'one', '--from', 'two', 'platform', '--direction', 'out')
  await slipway('freeze', 'two')
  await slipway('fill-disk', 'one', '--leave', '10M')
  expect((await slipway('list')).stdout).toMatch(
    /one .* two \(out\), platform \(out\)\ntwo .* frozen .* one \(in\)\n/,
  )
  await slipway('heal')
  expect(await states()).toEqual(['one running', 'two running'])
  expect((await slipway('ssh', 'one', '--', 'df', '--output=pcent', '/')).stdout).not.toContain('100%')
})

test('a refusal is one message: what, where, what to do', async () => {
  await expect(slipway('reboot', 'three')).rejects.toMatchObject({
    data: {
      lastLines: expect.stringMatching(
        /no host named three[^]*where: three[^]*do: Choose one of: one, two\./,
      ),
    },
  })
  await expect(slipway('partition', 'one', '--from', 'two', '--direction', 'up')).rejects.toThrow(
    'both, in, out',
  )
})

test('down takes hosts away one by one, and at last everything', async () => {
  await slipway('down', 'two')
  expect(await states()).toEqual(['one running'])
  await slipway('down')
  expect((await slipway('list')).stdout).toContain('No hosts')
})

import { expect, test } from 'vitest'
import { serveProblems } from '../problems.ts'
import { openOnAll } from './on-all.ts'

const taken = (address: string, port: number) => serveProblems.PortTaken({ server: 'test', address, port })

test('all addresses share the port that the first one picked', async () => {
  const servers = await openOnAll(['10.0.0.1', '10.0.0.2'], 0, async (address, port) => ({
    address,
    port: port || 4000,
    close: async () => undefined,
  }))
  expect(servers.map(({ address, port }) => `${address}:${port}`)).toEqual(['10.0.0.1:4000', '10.0.0.2:4000'])
})

test('a free port that is taken on another address is given up for another', async () => {
  let next = 4000
  const closed: number[] = []
  const servers = await openOnAll(['10.0.0.1', '10.0.0.2'], 0, async (address, port) => {
    if (port === 4000) throw taken(address, port)
    const own = port || next++
    return { port: own, close: async () => void closed.push(own) }
  })
  expect(servers.map(({ port }) => port)).toEqual([4001, 4001])
  expect(closed).toEqual([4000])
})

test('a chosen port that is taken on one address is refused, and nothing stays open', async () => {
  const closed: string[] = []
  const opening = openOnAll(['10.0.0.1', '10.0.0.2'], 5000, async (address, port) => {
    if (address === '10.0.0.2') throw taken(address, port)
    return { port, close: async () => void closed.push(address) }
  })
  await expect(opening).rejects.toMatchObject({
    code: 'serve/PortTaken',
    data: { address: '10.0.0.2', port: 5000 },
  })
  expect(closed).toEqual(['10.0.0.1'])
})

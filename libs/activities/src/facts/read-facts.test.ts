import { Problem } from '@slipway/domain'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPorts } from './network.ts'
import { readFacts } from './read-facts.ts'
import { readClock, readMemory } from './system.ts'

const GiB = 1024 ** 3
/** In the middle of asking and answering, the samples' clocks are half a second past this. */
const asked = 1_795_274_141_000

const sample = (name: string): string => readFileSync(new URL(`samples/${name}.txt`, import.meta.url), 'utf8')
const read = (output: string, root: 'root' | 'sudo' | 'refused' = 'sudo') =>
  readFacts({ host: 'one', output, root, sentAt: asked - 10, answeredAt: asked + 10 })

test('reads a Debian 12 sandbox host as it answered', () => {
  const facts = read(sample('debian-12'))
  expect(facts).toMatchObject({
    os: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
    architecture: 'x86_64',
    cpus: 2,
    cgroup: 1,
    platformAddress: '10.66.191.1',
    addresses: [{ interface: 'eth0', address: '10.66.191.11', network: '10.66.191.0/24' }],
    routes: ['10.66.191.0/24'],
    ports: [{ port: 22, process: 'sshd' }],
    python: { path: '/usr/bin/python3', version: '3.11.2' },
    leftovers: [],
    systemd: true,
    hostName: 'facts-1',
  })
  expect(facts.memory.total).toBeGreaterThan(23 * GiB)
  expect(facts.disks.map(({ path }) => path)).toEqual(['/'])
})

test('reads a CentOS 7 host with old Python, a GPU and an earlier cluster on it', () => {
  const facts = read(sample('centos-7'), 'root')
  expect(facts).toMatchObject({
    os: { id: 'centos', version: '7', name: 'CentOS Linux 7 (Core)' },
    kernel: '3.10.0-1160.119.1.el7.x86_64',
    memory: { total: 16266424 * 1024, available: 14032920 * 1024, swap: 8257532 * 1024 },
    python: { path: '/usr/bin/python', version: '2.7.5' },
    clock: { offset: 0.5, synchronized: true },
    gpus: ['3D controller: NVIDIA Corporation TU104GL [Tesla T4] (rev a1)'],
    productId: '4c4c4544-0035-4d10-8051-b7c04f4d3233',
    routes: ['10.244.0.0/24', '169.254.169.254/32', '172.17.0.0/16', '192.168.20.0/22'],
    root: 'root',
  })
  expect(facts.disks).toEqual([
    { path: '/', size: 52403200 * 1024, free: 43368380 * 1024, readOnly: false },
    { path: '/var/lib', size: 209612800 * 1024, free: 208409388 * 1024, readOnly: true },
  ])
  expect(facts.ports).toEqual([
    { port: 22, process: 'sshd' },
    { port: 25, process: 'master' },
    { port: 10250, process: 'kubelet' },
  ])
  expect(facts.leftovers).toContain('unit kubelet.service')
  expect(facts.leftovers).toContain('interface flannel.1')
})

test('reads a Rocky 9 host on cgroup v2 as a user who may not become root', () => {
  expect(read(sample('rocky-9-as-user'), 'refused')).toMatchObject({
    os: { id: 'rocky', version: '9.4' },
    cgroup: 2,
    productId: null,
    root: 'refused',
    addresses: [
      { interface: 'enp1s0', address: '192.0.2.77', network: '192.0.2.0/24' },
      { interface: 'bond0', address: '198.51.100.9', network: '198.51.100.0/27' },
    ],
    ports: [
      { port: 22, process: null },
      { port: 9090, process: null },
    ],
  })
})

const problemOf = (work: () => unknown): Problem => {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('it did not fail')
}

test('says that an answer broke off, rather than taking half of it for the host', () => {
  const half = sample('debian-12').replace('=== end', '')
  const problem = problemOf(() => read(half))
  expect(problem.code).toBe('host/FactsUnreadable')
  expect(problem.data).toEqual({ host: 'one', missing: 'the answer ended too early' })
})

test('names what it cannot understand', () => {
  const strange = sample('debian-12').replace(/=== cpus\n\d+/, '=== cpus\nmany')
  expect(problemOf(() => read(strange)).data.missing).toMatch(/^cpus: /)
})

test('a clock within the doubt of the round trip is right; beyond it, the difference to the middle counts', () => {
  const at = (text: string) => readClock({ sentAt: 1000_000, answeredAt: 1000_400 }, text, '').offset
  expect(at('1000.350000000')).toBe(0)
  expect(at('1003.200000000')).toBe(3)
  expect(at('990.200000000')).toBe(-10)
})

test('whether the clock is kept in step is unknown where the system does not say', () => {
  const read = (text: string) => readClock({ sentAt: 0, answeredAt: 2 }, '0.001', text).synchronized
  expect(read('')).toBeNull()
  expect(read('no')).toBe(false)
  expect(read('System clock synchronized: yes')).toBe(true)
})

test('without ss, ports are read from the kernel’s own table', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 13031 1 0 100 0 0 10 0
   1: 0100007F:192B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 13032 1 0 100 0 0 10 0
   2: 0B14A8C0:0016 0514A8C0:C8DE 01 00000000:00000000 02:000A9F2E 00000000     0        0 13033 2 0 20 4 27 10 -1`
  expect(readPorts(table).map(({ port }) => port)).toEqual([22, 6443])
})

test('a kernel that does not say what memory is available counts what it could give back', () => {
  const memory = readMemory(
    'MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 20 kB\nCached: 300 kB\nSwapTotal: 0 kB',
  )
  expect(memory.available).toBe(420 * 1024)
})

import { expect, test } from 'vitest'
import { at, hosts, start } from '../testing/world.ts'
import { factsLines, factsSummary } from './facts-lines.ts'
import { hostLines, hostTable, type HostView } from './view.ts'

const facts = {
  os: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
  kernel: '6.1.0',
  architecture: 'x86_64',
  cpus: 2,
  memory: { total: 4_000_000_000, available: 3_000_000_000, swap: 0 },
  disks: [{ path: '/', size: 20_000_000_000, free: 15_000_000_000, readOnly: false }],
  cgroup: 2,
  clock: { offset: 0.04, synchronized: true },
  gpus: [],
  addresses: [{ interface: 'eth0', address: '192.0.2.11', network: '192.0.2.0/24' }],
  routes: [],
  platformAddress: '192.0.2.1',
  ports: [{ port: 22, process: 'sshd' }],
  leftovers: [],
  python: { path: '/usr/bin/python3', version: '3.11.2' },
  root: 'sudo',
  hostName: 'cp-1',
  machineId: 'a1',
  productId: null,
  systemd: true,
}
const host = { ...hosts[0]!, facts, factsAt: at(0) } as HostView
const failure = { code: 'x/Unknown', data: {}, message: 'It does not answer.' }

test('hosts are a table with what was seen on them and how long ago', () => {
  const all = [host, { ...hosts[1]!, gathering: true } as HostView]
  expect(`\n${hostTable(all, start + 180_000)}\n`).toMatchInlineSnapshot(`
    "
    NAME      ADDRESS     CREDENTIAL  CLUSTER  ROLE  FACTS                     AGE
    cp-1      192.0.2.11  ops         -        -     debian 12, 2 CPU, 4.0 GB  3 min ago
    worker-1  192.0.2.12  ops         -        -     -                         looking now
    "
  `)
})

test('facts that could not be had anew keep their age, and say that they are old', () => {
  const old = { ...host, factsFailure: failure }
  expect(hostTable([old], start + 7_200_000)).toMatch(/2 h ago, FAILED since$/)
})

test('a host shows all its facts, why the last look failed, and its operations', () => {
  const shown = { ...host, factsFailure: failure, operations: { nodes: [] } }
  expect(`\n${hostLines(shown, { now: start + 60_000, language: 'en' }).join('\n')}\n`)
    .toMatchInlineSnapshot(`
    "
    cp-1  00000000-0000-4000-8000-000000000001
    address       192.0.2.11:22
    credential    ops
    host key      not seen yet
    cluster       none

    facts of 1 min ago (2026-11-21 14:00:00Z)
    system        Debian GNU/Linux 12 (bookworm), kernel 6.1.0, x86_64
    processors    2
    memory        4.0 GB, 3.0 GB free
    disk          /: 20.0 GB, 15.0 GB free
    cgroups       version 2
    clock         0.0 s off, synchronized
    GPUs          none
    addresses     192.0.2.11 (eth0)
    ports in use  22 sshd
    leftovers     none
    Python        3.11.2 (/usr/bin/python3)
    root          by sudo
    systemd       yes
    machine id    a1

    the last look at cp-1 failed: It does not answer.
    "
  `)
})

test('facts that this release does not know are shown as they came', () => {
  expect(factsSummary({ quantum: 1 })).toBe('-')
  expect(factsLines({ quantum: 1 })).toEqual(['{', '  "quantum": 1', '}'])
})

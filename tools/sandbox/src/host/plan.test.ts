import { expect, test } from 'vitest'
import { subnetWithGateway } from '../address/pick-address.ts'
import { checkFlavour, checkName, planHosts } from './plan.ts'

const network = subnetWithGateway('10.71.3.0/24')
const [web] = planHosts([{ name: 'web' }], [], network)

test('new hosts get a free address, and ids of their own', () => {
  const hosts = planHosts([{ name: 'a' }, { name: 'b' }], [web!], network)
  expect(hosts.map(({ address }) => address)).toEqual(['10.71.3.12', '10.71.3.13'])
  expect(new Set([web!, ...hosts].map(({ machineId }) => machineId)).size).toBe(3)
  expect(new Set([web!, ...hosts].map(({ productId }) => productId)).size).toBe(3)
})

test('an address that one host asks for is given to no other', () => {
  const hosts = planHosts([{ name: 'a' }, { name: 'b', address: '10.71.3.11' }], [], network)
  expect(hosts.map(({ address }) => address)).toEqual(['10.71.3.12', '10.71.3.11'])
})

test('a host that exists stays as it is, and named twice it is one host', () => {
  expect(planHosts([{ name: 'web' }, { name: 'web', flavour: 'debian-12' }], [web!], network)).toEqual([
    web,
    web,
  ])
  const [a, again] = planHosts([{ name: 'a' }, { name: 'a' }], [], network)
  expect(again).toEqual(a)
})

test('a name that another host has is refused, with what differs', () => {
  expect(() =>
    planHosts(
      [{ name: 'web', flavour: 'debian-12-no-python', diskBytes: 2 ** 30, cpus: 2 }],
      [web!],
      network,
    ),
  ).toThrow(
    expect.objectContaining({
      code: 'sandbox/NameTaken',
      data: {
        name: 'web',
        differences: [
          'flavour: it has debian-12, debian-12-no-python was asked for',
          'disk: it has 20G, 1G was asked for',
          'processors: it has no limit, 2 was asked for',
        ],
      },
    }),
  )
})

test('an address that another host has, or asks for at the same time, is refused with its holder', () => {
  const taken = expect.objectContaining({
    code: 'sandbox/AddressTaken',
    data: { address: web!.address, holder: 'host web' },
  })
  expect(() => planHosts([{ name: 'a', address: web!.address }], [web!], network)).toThrow(taken)
  const twice = ['a', 'b'].map((name) => ({ name, address: '10.71.3.50' }))
  expect(() => planHosts(twice, [], network)).toThrow('10.71.3.50 is taken')
})

test.each(['a', 'web-1', 'a'.repeat(40)])('"%s" can be a name', (name) => checkName(name))

test.each([
  '',
  'Web',
  '1web',
  'web_1',
  'web-',
  '-web',
  'web.example',
  '../etc',
  'a b',
  'a'.repeat(41),
  'platform',
])('"%s" cannot be a name', (name) =>
  expect(() => checkName(name)).toThrow(expect.objectContaining({ code: 'sandbox/NameInvalid' })),
)

test('an unknown flavour is refused with those there are', () => {
  expect(() => checkFlavour('debian-11')).toThrow('Give debian-12 or debian-12-no-python.')
})

import { expect, test } from 'vitest'
import { overlap, rangeOf, toAddress, toNumber } from './address.ts'
import { checkAddress, pickAddress, subnetWithGateway } from './pick-address.ts'
import { pickSubnet } from './pick-subnet.ts'

test('addresses are numbers and back', () => {
  expect(toAddress(toNumber('10.64.3.254'))).toBe('10.64.3.254')
  expect(toAddress(toNumber('255.255.255.255'))).toBe('255.255.255.255')
  for (const wrong of ['10.64.3', '10.64.3.256', '10.64.3.x', '', '10.64.3.1.1'])
    expect(() => toNumber(wrong)).toThrow()
})

test('networks overlap when they share an address', () => {
  expect(overlap(rangeOf('10.64.0.0/10'), rangeOf('10.127.255.0/24'))).toBe(true)
  expect(overlap(rangeOf('10.64.0.0/10'), rangeOf('10.128.0.0/24'))).toBe(false)
  expect(overlap(rangeOf('10.64.3.7'), rangeOf('10.64.3.0/24'))).toBe(true)
})

test('the same sandbox begins at the same network, another one at another', () => {
  expect(pickSubnet('1a2b3c', [])).toBe(pickSubnet('1a2b3c', []))
  expect(pickSubnet('1a2b3c', [])).not.toBe(pickSubnet('1a2b3d', []))
  expect(overlap(rangeOf(pickSubnet('ffffff', [])!), rangeOf('10.64.0.0/10'))).toBe(true)
})

test('no network of a sandbox is one that Kubernetes gives to services', () => {
  for (let id = 0; id < 0x1000000; id += 0x3ff1) {
    const subnet = pickSubnet(id.toString(16).padStart(6, '0'), [])!
    expect(overlap(rangeOf(subnet), rangeOf('10.96.0.0/12'))).toBe(false)
  }
})

test('a network that is taken, even in part, is passed over; none is left when all is taken', () => {
  const first = pickSubnet('1a2b3c', [])!
  const second = pickSubnet('1a2b3c', [`${first.split('/')[0]}/30`])!
  expect(second).not.toBe(first)
  expect(pickSubnet('1a2b3c', [first, second])).not.toBe(second)
  expect(pickSubnet('1a2b3c', ['10.0.0.0/8'])).toBeUndefined()
})

test('the search goes on at the beginning of the range when it meets the end', () => {
  const last = (8191).toString(16)
  expect(pickSubnet(last, [])).toBe('10.95.255.0/24')
  expect(pickSubnet(last, ['10.95.255.0/24'])).toBe('10.64.0.0/24')
})

const network = subnetWithGateway('10.71.3.0/24')

test('hosts get the first free address, and none is given twice', () => {
  expect(network.gateway).toBe('10.71.3.1')
  expect(pickAddress(network, new Set())).toBe('10.71.3.11')
  expect(pickAddress(network, new Set(['10.71.3.11', '10.71.3.12']))).toBe('10.71.3.13')
  const all = new Set(Array.from({ length: 256 }, (_, octet) => `10.71.3.${octet}`))
  expect(() => pickAddress(network, all)).toThrow('No address is left')
})

test.each(['10.71.3.11', '10.71.3.254'])('a host may ask for %s', (address) => checkAddress(network, address))

test.each(['10.71.3.1', '10.71.3.10', '10.71.3.255', '10.71.4.11', 'localhost', ''])(
  'a host may not ask for "%s"',
  (address) => expect(() => checkAddress(network, address)).toThrow('10.71.3.11 to 10.71.3.254'),
)

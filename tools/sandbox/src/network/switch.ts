import { run } from '@slipway/system'
import { access, readdir } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { overlap, rangeOf } from '../address/address.ts'
import { subnetWithGateway, type Subnet } from '../address/pick-address.ts'
import { pickSubnet, sandboxRange } from '../address/pick-subnet.ts'
import type { Instance } from '../instance/instance.ts'
import { sandboxProblems } from '../problems.ts'
import { firewall } from './firewall.ts'
import { readNetwork, writeNetwork } from './network.ts'
import { usedNetworks } from './used-networks.ts'

export const namespaceFolder = '/run/netns'
export const uplink = 'uplink'

/**
 * Makes the hosts' network, or what is missing of it: a switch (a bridge and its firewall in a namespace of their own,
 * so that no firewall or bridge setting of the machine reaches the hosts' frames, and one name removes it all) and a
 * cable from it to the machine, whose end has the gateway's address. One at a time on a machine, so that no two
 * sandboxes choose the same network.
 */
export const ensureSwitch = async (instance: Instance): Promise<Subnet> => {
  const network = await chooseNetwork(instance)
  await writeNetwork(instance, network)
  if (!hasSwitch(instance)) await makeSwitch(instance, network)
  return network
}

const chooseNetwork = async (instance: Instance): Promise<Subnet> => {
  const used = (await usedNetworks()).filter(({ link }) => link !== instance.names.link)
  const recorded = await readNetwork(instance)
  if (recorded === undefined) {
    const picked = pickSubnet(
      instance.id,
      used.map(({ network }) => network),
    )
    if (picked === undefined) throw sandboxProblems.NoSubnet({ range: sandboxRange })
    return subnetWithGateway(picked)
  }
  const holder = used.find(({ network }) => overlap(rangeOf(network), rangeOf(recorded.subnet)))
  if (holder)
    throw sandboxProblems.SubnetTaken({
      subnet: recorded.subnet,
      holder: `${holder.network} on ${holder.link}`,
    })
  return recorded
}

/** The cable's end on the machine is set up last: where it is up, the switch is whole. */
const hasSwitch = ({ names }: Instance): boolean => networkInterfaces()[names.link] !== undefined

const hasLink = async ({ names }: Instance): Promise<boolean> => {
  try {
    await access(`/sys/class/net/${names.link}`)
    return true
  } catch {
    return false
  }
}

const makeSwitch = async (instance: Instance, { subnet, gateway }: Subnet): Promise<void> => {
  const { names } = instance
  await removeSwitch(instance)
  await run(['ip', 'netns', 'add', names.switch])
  const within = ['ip', 'netns', 'exec', names.switch] as const
  const link = ['ip', '-n', names.switch, 'link'] as const
  await run([...within, 'sh', '-c', 'echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6'])
  await run([...link, 'add', 'br0', 'type', 'bridge', 'forward_delay', '0', 'mcast_snooping', '0'])
  await run([...link, 'set', 'br0', 'up'])
  await run([...within, 'nft', '-f', '-'], { input: firewall(names.table, subnet) })
  await run([...link, 'add', uplink, 'type', 'veth', 'peer', 'name', 'machine'])
  await run([...link, 'set', uplink, 'master', 'br0', 'up'])
  await run([...link, 'set', 'machine', 'netns', String(process.pid), 'name', names.link])
  await run(['ip', 'link', 'set', names.link, 'addrgenmode', 'none'])
  await run(['ip', 'address', 'add', `${gateway}/24`, 'dev', names.link])
  await run(['ip', 'link', 'set', names.link, 'up'])
}

/** Removes the switch, the cable to it, and the hosts' namespaces. Their processes have ended before. */
export const removeSwitch = async (instance: Instance): Promise<void> => {
  if (await hasLink(instance)) await removeLink(instance)
  for (const namespace of await namespacesOf(instance)) await run(['ip', 'netns', 'delete', namespace])
}

/** The link may go by itself meanwhile, with a namespace that the kernel is about to remove. */
const removeLink = async (instance: Instance): Promise<void> => {
  try {
    await run(['ip', 'link', 'delete', instance.names.link])
  } catch (error) {
    if (await hasLink(instance)) throw error
  }
}

/** The namespaces whose names say that they are this sandbox's. */
export const namespacesOf = async ({ names }: Instance): Promise<string[]> => {
  try {
    return (await readdir(namespaceFolder)).filter(
      (name) => name === names.switch || name.startsWith(names.hostNamespace('')),
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

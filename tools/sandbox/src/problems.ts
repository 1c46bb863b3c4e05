import { defineProblems } from '@slipway/domain'

const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`

/** Everything that can be wrong with sandbox hosts, in one place. */
export const sandboxProblems = defineProblems('sandbox', {
  NotRoot: [
    'forbidden',
    (data: { user: string }) => ({
      what: 'Sandbox hosts need root: they have mounts, namespaces and network links of their own.',
      where: `this process runs as user ${data.user}`,
      remedy: 'Run the same command as root, for example by sudo.',
    }),
  ],
  PackagesMissing: [
    'unavailable',
    (data: { programs: readonly string[]; packages: readonly string[] }) => ({
      what: 'Programs that sandbox hosts are made with are not installed.',
      where: data.programs.join(', '),
      remedy: `Run the command again with --install, or install them yourself: apt-get install ${data.packages.join(' ')}`,
    }),
  ],
  KernelFeaturesMissing: [
    'unavailable',
    (data: { features: readonly { name: string; why: string; remedy: string }[] }) => ({
      what: 'This machine lacks kernel features that sandbox hosts need.',
      where: data.features.map((feature) => feature.name).join(', '),
      why: data.features.map((feature) => `${feature.name}: ${feature.why}`).join('\n'),
      remedy: data.features.map((feature) => feature.remedy).join(' '),
    }),
  ],
  NoLoopDevice: [
    'unavailable',
    (data: { why: string }) => ({
      what: 'This machine gives no free loop device for the disk of a host.',
      where: '/dev/loop-control',
      why: data.why,
      remedy:
        'Load the loop module (modprobe loop), release loop devices that nobody needs (losetup --list), or, in a container, pass it /dev/loop-control and the loop devices.',
    }),
  ],
  NoSpace: [
    'unavailable',
    (data: { folder: string; neededBytes: number; freeBytes: number }) => ({
      what: `There is not enough room on the disk: ${gib(data.neededBytes)} are needed, ${gib(data.freeBytes)} are free.`,
      where: data.folder,
      remedy: 'Free some space there, or choose another disk by SLIPWAY_DATA and SLIPWAY_CACHE.',
    }),
  ],
  FolderMoved: [
    'conflict',
    (data: { folder: string; recorded: string }) => ({
      what: 'This data folder was copied or moved after its sandbox was made, and the sandbox goes by its place.',
      where: data.folder,
      why: `The sandbox in it was made at ${data.recorded}.`,
      remedy: `Move it back to ${data.recorded} and run "slipway sandbox down" there, or delete ${data.folder} if it is a copy.`,
    }),
  ],
  RecordUnreadable: [
    'damaged',
    (data: { path: string; why: string }) => ({
      what: 'A record of the sandbox cannot be read.',
      where: data.path,
      why: data.why,
      remedy: 'Run "slipway sandbox down" and then "slipway sandbox up" again.',
    }),
  ],
  NameInvalid: [
    'invalid',
    (data: { name: string; why: string }) => ({
      what: `"${data.name}" cannot be the name of a host.`,
      where: data.name,
      why: data.why,
      remedy:
        'Choose a name of small letters, digits and hyphens that begins with a letter, at most 40 long.',
    }),
  ],
  NameTaken: [
    'conflict',
    (data: { name: string; differences: readonly string[] }) => ({
      what: `There is a host named ${data.name} already, and it is another one than was asked for.`,
      where: data.name,
      why: data.differences.join('\n'),
      remedy: `Choose another name, or remove it first: slipway sandbox down ${data.name}`,
    }),
  ],
  AddressTaken: [
    'conflict',
    (data: { address: string; holder: string }) => ({
      what: `The address ${data.address} is taken.`,
      where: data.holder,
      remedy: 'Choose another address, or leave --address out to get a free one.',
    }),
  ],
  AddressOutside: [
    'invalid',
    (data: { address: string; subnet: string; first: string; last: string }) => ({
      what: `The address ${data.address} is not one that hosts of this sandbox can have.`,
      where: `subnet ${data.subnet}`,
      remedy: `Choose an address from ${data.first} to ${data.last}, or leave --address out to get a free one.`,
    }),
  ],
  SubnetFull: [
    'conflict',
    (data: { subnet: string; hosts: number }) => ({
      what: `No address is left for another host: ${data.hosts} hosts are here.`,
      where: `subnet ${data.subnet}`,
      remedy: 'Remove hosts that nobody needs: slipway sandbox down HOST',
    }),
  ],
  SubnetTaken: [
    'conflict',
    (data: { subnet: string; holder: string }) => ({
      what: `The network of this sandbox, ${data.subnet}, is in use by something else on this machine.`,
      where: data.holder,
      remedy:
        'Remove what uses it, or run "slipway sandbox down" and then "slipway sandbox up": a new sandbox takes a free network.',
    }),
  ],
  NoSubnet: [
    'unavailable',
    (data: { range: string }) => ({
      what: `No network of 256 addresses is free in ${data.range}.`,
      where: 'the routes of this machine (ip route show table all)',
      remedy:
        'Remove sandboxes that nobody needs ("slipway sandbox down"), or the route that covers the whole range.',
    }),
  ],
  HostUnknown: [
    'not-found',
    (data: { name: string; known: readonly string[] }) => ({
      what: `There is no host named ${data.name}.`,
      where: data.name,
      remedy:
        data.known.length === 0
          ? `No host is here yet: slipway sandbox up ${data.name}`
          : `Choose one of: ${data.known.join(', ')}.`,
    }),
  ],
  HostNotRunning: [
    'conflict',
    (data: { name: string; state: string; wanted: string; remedy: string }) => ({
      what: `${data.wanted} needs a running host, and ${data.name} is ${data.state}.`,
      where: data.name,
      remedy: data.remedy,
    }),
  ],
  HostEndedWhileBooting: [
    'failed',
    (data: { name: string; outcome: string; consolePath: string; lastLines: string }) => ({
      what: `The host ${data.name} ended while it booted: ${data.outcome}.`,
      where: data.consolePath,
      why: data.lastLines === '' ? 'Its console is empty.' : data.lastLines,
      remedy:
        'Run the same command again; it boots what is missing. "slipway sandbox down" removes everything.',
    }),
  ],
  HostNotReady: [
    'failed',
    (data: { name: string; seconds: number; consolePath: string; lastLines: string }) => ({
      what: `The host ${data.name} did not answer within ${data.seconds} s.`,
      where: data.consolePath,
      why: data.lastLines === '' ? 'Its console is empty.' : data.lastLines,
      remedy: `Read the whole console there; then run "slipway sandbox kill ${data.name}" and the same command again.`,
    }),
  ],
  HostDidNotStop: [
    'failed',
    (data: { name: string; seconds: number; lastLines: string }) => ({
      what: `The host ${data.name} did not shut down within ${data.seconds} s.`,
      where: data.name,
      why: data.lastLines,
      remedy: `Cut its power: slipway sandbox kill ${data.name}`,
    }),
  ],
  CutWithItself: [
    'invalid',
    (data: { name: string }) => ({
      what: `${data.name} cannot be cut from itself.`,
      where: data.name,
      remedy: 'Name other hosts after --from, or "platform" for the machine that the hosts are served from.',
    }),
  ],
  ValueInvalid: [
    'invalid',
    (data: { option: string; value: string; expected: string }) => ({
      what: `"${data.value}" is not a value of ${data.option}.`,
      where: data.option,
      remedy: `Give ${data.expected}.`,
    }),
  ],
  LeftBehind: [
    'failed',
    (data: { what: readonly string[] }) => ({
      what: 'Something of the sandbox could not be removed.',
      where: data.what.join('\n         '),
      remedy: 'Run "slipway sandbox down" again; if the same is left, the machine needs a restart.',
    }),
  ],
})

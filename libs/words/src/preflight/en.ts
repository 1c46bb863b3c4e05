import type { Area } from '../entry.ts'

export const en = {
  // the cluster
  EvenControlPlanes: {
    what: '{count} control planes are asked for.',
    why: 'etcd goes on while more than half of its members live: an even number bears no more losses than one less does.',
    remedy: 'Choose 1, 3 or 5 control planes.',
  },
  ControlPlanesNotYet: {
    what: '{count} control planes are asked for; this release makes clusters with one.',
    remedy: 'Choose one control plane. The cluster’s endpoint is made so that others can join it later.',
  },
  NoWorkers: {
    what: 'The cluster has no worker.',
    why: 'Control planes take no ordinary pods.',
    remedy: 'Add a worker, now or later, before running applications.',
  },
  BundleOfOtherVersion: {
    what: 'Kubernetes {version} is asked for, and the bundle holds {bundle}.',
    remedy: 'Import or build the bundle of {version}, or choose {bundle}.',
  },
  ArtifactsMissing: {
    what: 'The bundle of Kubernetes {version} lacks {artifacts}.',
    remedy: 'Build or import the bundle again: slipway bundle verify shows whether it is whole.',
  },
  HostTwice: {
    what: 'The host {host} is named more than once.',
    remedy: 'Give each host one role: control plane or worker.',
  },
  DoubledName: {
    what: '{hosts} have the same name {value}, which would be two nodes’ name.',
    remedy: 'Rename all but one of them.',
  },
  DoubledAddress: {
    what: '{hosts} have the same address {value}.',
    remedy: 'They are one machine registered twice, or one address is wrong: correct or remove it.',
  },
  DoubledMachineId: {
    what: '{hosts} have the same machine id {value}.',
    why: 'They were cloned from one image that already had its /etc/machine-id.',
    remedy:
      'On all but one: rm /etc/machine-id && systemd-machine-id-setup, then reboot and look at the host again.',
  },
  DoubledProductId: {
    what: '{hosts} tell the same product id {value}.',
    why: 'Their virtual hardware was cloned, or the vendor gives all machines the same.',
    remedy: 'It does no harm to the cluster itself; storage drivers that go by it need distinct ones.',
  },
  // networks
  NetworksOverlap: {
    what: 'The pod network {podNetwork} and the service network {serviceNetwork} overlap.',
    remedy: 'Choose two networks that have no address in common.',
  },
  PodNetworkTooSmall: {
    what: 'The pod network {network} has room for {room} nodes, and the cluster has {nodes}.',
    why: 'Every node takes a /24 of it.',
    remedy: 'Choose a larger network: a /16 has room for 256 nodes, a /13 for 2,048.',
  },
  ServiceNetworkSize: {
    what: 'The service network {network} has a size that the API server does not take.',
    remedy: 'Choose one between /{fewest} and /{most}; a /16 suits nearly everybody.',
  },
  NetworkInUse: {
    what: 'The cluster’s network {network} overlaps with {taken}, which the host {host} uses.',
    why: 'What is in both would be reached on one side only.',
    remedy: 'Choose another pod or service network, one that no host and no route uses.',
  },
  AddressNotOwn: {
    what: 'No interface of the host {host} has its address {address}.',
    why: 'It is reached through address translation, or the address has changed.',
    remedy: 'Register the host by an address of its own, which the other nodes can reach.',
  },
  // hosts
  NotSeen: {
    what: 'Nothing is known of the host {host} yet.',
    remedy: 'Look at the host; if that fails, its page says why.',
  },
  NotSeenForReset: {
    what: 'The host {host} has never been seen.',
    remedy: 'If it cannot be reached when its turn comes, it is not put back; skip it or bring it up before.',
  },
  FactsOld: {
    what: 'The host {host} was last seen {hours} hours ago.',
    remedy: 'Look at it again, so that the plan rests on how it is now.',
  },
  InOtherCluster: {
    what: 'The host {host} is a member of the cluster {cluster}.',
    remedy: 'Choose another host, or remove it from {cluster} first.',
  },
  HostBusy: {
    what: 'The operation {operation} is at work on the host {host}.',
    remedy: 'Wait for its end, or choose another host.',
  },
  OsUnsupported: {
    what: 'The host {host} runs {os}, on which this release makes no nodes.',
    remedy: 'Choose a host with one of {supported}.',
  },
  OsNotInBundle: {
    what: 'The bundle holds no packages for {os}, which the host {host} runs; it holds them for {bundle}.',
    remedy: 'Build or import a bundle with packages for that system, or choose another host.',
  },
  ArchitectureUnsupported: {
    what: 'The host {host} is {architecture}, and the bundle is for {bundle}.',
    remedy: 'Choose a host of the bundle’s platform.',
  },
  KernelTooOld: {
    what: 'The host {host} runs Linux {kernel}; Kubernetes needs {needs} or newer.',
    remedy: 'Install a newer kernel from the system’s vendor and reboot, or use a newer system.',
  },
  KernelTooOldForNftables: {
    what: 'The host {host} runs Linux {kernel}; the proxy mode nftables needs {needs} or newer.',
    remedy: 'Choose the proxy mode iptables for this cluster, or install a newer kernel.',
  },
  CgroupV1: {
    what: 'The host {host} uses cgroup version 1.',
    why: 'Kubernetes supports it no longer in new features and will drop it.',
    remedy:
      'Boot with systemd.unified_cgroup_hierarchy=1, or use a newer system. The cluster works meanwhile.',
  },
  SwapOn: {
    what: 'The host {host} has swap turned on.',
    why: 'Pods’ memory may be slow without their limits showing it.',
    remedy: 'Turn it off (swapoff -a, and its line in /etc/fstab) where pods need steady speed.',
  },
  NoSystemd: {
    what: 'The host {host} is not run by systemd.',
    remedy: 'Choose a host whose first process is systemd: it keeps kubelet and containerd running.',
  },
  NoPython: {
    what: 'The host {host} has no Python.',
    remedy:
      'Install Python {needs} or newer from the system’s packages (python3), then look at the host again.',
  },
  PythonTooOld: {
    what: 'The host {host} has Python {version}; {needs} or newer is needed.',
    remedy: 'Install a newer one beside it from the system’s packages, then look at the host again.',
  },
  RootRefused: {
    what: 'The login of the host {host} cannot become root.',
    remedy: 'Use a credential of root or of a user whom sudo allows everything.',
  },
  SudoPasswordNeeded: {
    what: 'sudo on the host {host} asks for a password, and the credential has none.',
    remedy: 'Store the sudo password in the credential, or let sudo ask for none.',
  },
  TooFewCpus: {
    what: 'The host {host} has {has} CPU; its role needs {needs}.',
    remedy: 'Give it more, or choose another host for the role.',
  },
  TooLittleMemory: {
    what: 'The host {host} has {has} of memory; its role needs {needs}.',
    remedy: 'Give it more, or choose another host for the role.',
  },
  TooLittleDisk: {
    what: 'The file system of {path} on the host {host} has {has} free; {needs} are needed.',
    why: 'Programs, images and logs of a node go there.',
    remedy: 'Free some space or make it larger, then look at the host again.',
  },
  ReadOnly: {
    what: 'The file system of {path} on the host {host} is mounted read-only.',
    why: 'It is meant so, or the kernel found it damaged.',
    remedy: 'Look at dmesg; check and mount it for writing, then look at the host again.',
  },
  ClockOff: {
    what: 'The clock of the host {host} is {seconds} s off the platform’s.',
    why: 'Certificates and tokens are valid from the moment they are made.',
    remedy: 'Set up chrony or systemd-timesyncd with a time server that hosts and platform share.',
  },
  ClockNotSynchronized: {
    what: 'The clock of the host {host} is right now, and nothing keeps it so.',
    remedy: 'Set up chrony or systemd-timesyncd with a time server that hosts and platform share.',
  },
  HostUnfit: {
    what: 'The host {host} is not fit any more for what was planned.',
    why: '{findings}',
    remedy: 'Remove each of them, let the host be looked at again, and start the operation again.',
  },
  PortTaken: {
    what: 'Port {port} of the host {host} is in use by {process}.',
    why: 'A node needs it.',
    remedy: 'Stop and disable what listens there, or choose another host.',
  },
  Leftovers: {
    what: 'The host {host} carries traces of an earlier cluster: {leftovers}.',
    remedy: 'Delete that cluster with what made it, or remove the traces (kubeadm reset), then look again.',
  },
} as const satisfies Area

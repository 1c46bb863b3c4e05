import type { Components } from '../version/components.ts'

/** One file of an official release, and the programs that it is or holds. */
export interface ReleaseFile {
  component: string
  version: string
  address: string
  /** Where its sha256 is published: alone, or in a list by file name. */
  checksum: string
  /** Program name → path in the archive; undefined where the file itself is the program. */
  programs: Readonly<Record<string, string | undefined>>
}

export interface ReleaseImage {
  /** Upstream registry host. */
  host: string
  /** Path at that host. */
  path: string
  tag: string
}

/** Every component below is published under this licence by its own LICENSE file. */
export const releaseLicence = 'Apache-2.0'

/**
 * The flannel plugin of the CNI, of its own project's releases. Of the 1.9.1 series the first, whose archive
 * is the one known by this name.
 */
const flannelPlugin = '1.9.1-flannel1'

const cniPlugins = [
  ...['bridge', 'dummy', 'host-device', 'ipvlan', 'loopback', 'macvlan', 'ptp', 'tap', 'vlan'],
  ...['dhcp', 'host-local', 'static'],
  ...['bandwidth', 'firewall', 'portmap', 'sbr', 'tuning', 'vrf'],
]

const github = (repository: string, version: string, file: string): string =>
  `https://github.com/${repository}/releases/download/v${version}/${file}`

export const releaseFiles = (components: Components): ReleaseFile[] => {
  const { kubernetes, containerd, runc, crictl, etcdTools, registry } = components
  const cni = components.cniPlugins
  const containerdArchive = github(
    'containerd/containerd',
    containerd,
    `containerd-${containerd}-linux-amd64.tar.gz`,
  )
  const crictlArchive = github('kubernetes-sigs/cri-tools', crictl, `crictl-v${crictl}-linux-amd64.tar.gz`)
  const cniArchive = github('containernetworking/plugins', cni, `cni-plugins-linux-amd64-v${cni}.tgz`)
  const flannelArchive = github(
    'flannel-io/cni-plugin',
    flannelPlugin,
    `cni-plugin-flannel-linux-amd64-v${flannelPlugin.replace(/-.*/, '')}.tgz`,
  )
  const etcdFolder = `etcd-v${etcdTools}-linux-amd64`
  const registryArchive = github(
    'distribution/distribution',
    registry,
    `registry_${registry}_linux_amd64.tar.gz`,
  )
  return [
    ...['kubelet', 'kubeadm', 'kubectl'].map((name) => ({
      component: 'kubernetes',
      version: kubernetes,
      address: `https://dl.k8s.io/release/v${kubernetes}/bin/linux/amd64/${name}`,
      checksum: `https://dl.k8s.io/release/v${kubernetes}/bin/linux/amd64/${name}.sha256`,
      programs: { [name]: undefined },
    })),
    {
      component: 'containerd',
      version: containerd,
      address: containerdArchive,
      checksum: `${containerdArchive}.sha256sum`,
      programs: {
        containerd: 'bin/containerd',
        'containerd-shim-runc-v2': 'bin/containerd-shim-runc-v2',
        ctr: 'bin/ctr',
      },
    },
    {
      component: 'runc',
      version: runc,
      address: github('opencontainers/runc', runc, 'runc.amd64'),
      checksum: github('opencontainers/runc', runc, 'runc.sha256sum'),
      programs: { runc: undefined },
    },
    {
      component: 'crictl',
      version: crictl,
      address: crictlArchive,
      checksum: `${crictlArchive}.sha256`,
      programs: { crictl: 'crictl' },
    },
    {
      component: 'cni-plugins',
      version: cni,
      address: cniArchive,
      checksum: `${cniArchive}.sha256`,
      programs: Object.fromEntries(cniPlugins.map((name) => [name, name])),
    },
    {
      component: 'cni-plugins',
      version: flannelPlugin,
      address: flannelArchive,
      checksum: `${flannelArchive}.sha256`,
      programs: { flannel: 'flannel-amd64' },
    },
    {
      component: 'etcd-tools',
      version: etcdTools,
      address: github('etcd-io/etcd', etcdTools, `${etcdFolder}.tar.gz`),
      checksum: github('etcd-io/etcd', etcdTools, 'SHA256SUMS'),
      programs: { etcdctl: `${etcdFolder}/etcdctl`, etcdutl: `${etcdFolder}/etcdutl` },
    },
    {
      component: 'platform',
      version: registry,
      address: registryArchive,
      checksum: `${registryArchive}.sha256`,
      programs: { registry: 'registry' },
    },
  ]
}

export const releaseImages = (components: Components): ReleaseImage[] => {
  const { kubernetes, etcd, coredns, pause, flannel } = components
  return [
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((path) => ({
      host: 'registry.k8s.io',
      path,
      tag: `v${kubernetes}`,
    })),
    // upstream counts the builds of one etcd version from 0
    { host: 'registry.k8s.io', path: 'etcd', tag: `${etcd}-0` },
    { host: 'registry.k8s.io', path: 'coredns/coredns', tag: `v${coredns}` },
    { host: 'registry.k8s.io', path: 'pause', tag: pause },
    { host: 'ghcr.io', path: 'flannel-io/flannel', tag: `v${flannel}` },
  ]
}

import { artifactsOf, type ArtifactOf, type BundleManifest } from '@slipway/domain'

/** The programs of a component that a node needs; null: all of them. */
const neededPrograms: Readonly<Record<string, readonly string[] | null>> = {
  kubernetes: null,
  containerd: ['containerd', 'containerd-shim-runc-v2', 'ctr'],
  runc: null,
  crictl: null,
  'cni-plugins': ['bridge', 'host-local', 'loopback', 'portmap', 'flannel'],
}
const neededImages = {
  node: ['kube-proxy', 'flannel', 'pause', 'coredns'],
  controlPlane: ['kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler'],
} as const

/** What roles read of a bundle, as the variable `bundle`. */
export interface BundleVariables {
  version: string
  /** Of the manifest. */
  digest: string
  /** Whose packages it holds. */
  os: string[]
  /** Where each program goes on a node; the same sha256 twice is one program under two names. Sizes in bytes. */
  programs: { path: string; sha256: string; size: number }[]
  /** Pulled by the sha256 of their manifests, known on a node by their references: upstream name and tag. */
  images_node: { reference: string; sha256: string }[]
  images_control_plane: { reference: string; sha256: string }[]
  pause_image: string
  etcd_tag: string
  coredns_tag: string
}

/** The artifacts by name that a cluster cannot do without and this bundle lacks; empty for a whole bundle. */
export const missingArtifacts = (manifest: BundleManifest): string[] => {
  const images = imagesByName(manifest)
  const programs = new Set(
    artifactsOf(manifest, 'binary').map(({ component, name }) => `${component}/${name}`),
  )
  const wanted = [
    ...['kubeadm', 'kubelet', 'kubectl'].map((name) => `kubernetes/${name}`),
    ...['runc/runc', 'crictl/crictl'],
    ...['containerd', 'cni-plugins'].flatMap((part) =>
      (neededPrograms[part] ?? []).map((name) => `${part}/${name}`),
    ),
  ]
  return [
    ...wanted.filter((name) => !programs.has(name)),
    ...[...neededImages.node, ...neededImages.controlPlane].filter((name) => !images.has(name)),
    ...(artifactsOf(manifest, 'manifest').some(({ name }) => name === 'flannel.yaml')
      ? []
      : ['flannel.yaml']),
  ]
}

/** A pure view of the manifest; what the manifest lacks is left empty, and `missingArtifacts` names it. */
export const bundleVariables = (manifest: BundleManifest, digest: string): BundleVariables => {
  const images = imagesByName(manifest)
  const image = (name: string): BundleVariables['images_node'][number] => {
    const found = images.get(name)
    return found
      ? { reference: `${found.name}:${found.version}`, sha256: found.sha256 }
      : { reference: '', sha256: '' }
  }
  return {
    version: manifest.kubernetes,
    digest,
    os: manifest.operatingSystems,
    programs: artifactsOf(manifest, 'binary')
      .filter(isNeeded)
      .map((program) => ({
        path: `${folderOf(program)}/${program.name}`,
        sha256: program.sha256,
        size: program.size,
      })),
    images_node: neededImages.node.map(image),
    images_control_plane: neededImages.controlPlane.map(image),
    pause_image: image('pause').reference,
    etcd_tag: images.get('etcd')?.version ?? '',
    coredns_tag: images.get('coredns')?.version ?? '',
  }
}

const isNeeded = ({ component, name }: ArtifactOf<'binary'>): boolean => {
  const names = neededPrograms[component]
  return names === null || (names?.includes(name) ?? false)
}

const folderOf = ({ component }: ArtifactOf<'binary'>): string =>
  component === 'cni-plugins' ? '/opt/cni/bin' : '/usr/local/bin'

/** By the last part of the name, which is unique in a bundle: registry.k8s.io/coredns/coredns is coredns. */
const imagesByName = (manifest: BundleManifest): Map<string, ArtifactOf<'image'>> =>
  new Map(artifactsOf(manifest, 'image').map((image) => [image.name.split('/').at(-1) ?? '', image]))

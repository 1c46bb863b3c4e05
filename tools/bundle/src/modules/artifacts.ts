import type { Artifact } from '@slipway/domain'
import type { BuildContext } from '../build/context.ts'
import { addImage } from '../image/add-image.ts'
import { networkBase, staticBase } from '../image/base-layers.ts'
import { cachedLayer, type Layer } from '../layer/cached-layer.ts'
import { programEntries } from '../layer/entries.ts'
import type { DebFile } from '../os/deb/deb-file.ts'
import { loadRelease } from '../os/deb/release.ts'
import type { Components } from '../version/components.ts'
import { buildAll, type Programs } from './build-all.ts'
import type { BuiltProgram } from './build-program.ts'

/** Kubernetes' commands: one program, called by these names. */
const nodeCommands = ['kubelet', 'kubeadm', 'kubectl']
const controlPlaneCommands = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler']

/**
 * Every program and image of one Kubernetes version, built from Go modules and put into the store.
 * Throws what buildProgram throws; `debs` are what the images' userland is made of.
 */
export const modulesArtifacts = async (
  components: Components,
  debs: Promise<readonly DebFile[]>,
  context: BuildContext,
): Promise<Artifact[]> => {
  const [programs, packages] = await Promise.all([buildAll(components, context), debs])
  return [...(await binaries(programs, context)), ...(await images(programs, components, packages, context))]
}

const origin = ({ recipe, version }: BuiltProgram) => ({
  version,
  licence: recipe.licence,
  source: `${recipe.module}@v${version}`,
})

const binaries = async (programs: Programs, { store }: BuildContext): Promise<Artifact[]> => {
  const artifacts: Artifact[] = []
  const add = async (built: BuiltProgram, output: string, name: string, component: string) => {
    const file = built.files[output]
    if (!file) throw new Error(`recipe of ${component} builds no ${output}`)
    const blob = await store.addFile(file.path, file.sha256)
    artifacts.push({ kind: 'binary', name, component, platform: 'linux/amd64', ...blob, ...origin(built) })
  }
  for (const name of nodeCommands) await add(programs.kubernetes, 'kube', name, 'kubernetes')
  for (const component of ['etcd-tools', 'containerd', 'runc', 'crictl', 'cni-plugins'] as const)
    for (const name of Object.keys(programs[component].files))
      await add(programs[component], name, name, component)
  await add(programs['flannel-cni'], 'flannel', 'flannel', 'cni-plugins')
  await add(programs.registry, 'registry', 'registry', 'platform')
  return artifacts
}

const images = async (
  programs: Programs,
  components: Components,
  debs: readonly DebFile[],
  context: BuildContext,
): Promise<Artifact[]> => {
  const { store } = context
  const [plain, network] = [
    await staticBase(debs, context),
    await networkBase(debs, await loadRelease(), context),
  ]
  const layer = (label: string, built: BuiltProgram, output: string, path: string, links?: string[]) =>
    cachedLayer(label, programEntries(path, built.files[output]?.path ?? '', links), context)
  const image = (name: string, tag: string, built: BuiltProgram, layers: Layer[], entrypoint?: string[]) =>
    addImage(store, { name, tag, layers, ...origin(built), ...(entrypoint && { entrypoint }) })

  const { kubernetes, etcd, coredns, pause, flannel } = programs
  const tools = programs['etcd-tools']
  const kubeNames = [...controlPlaneCommands, 'kube-proxy']
  const [kube, coreDns, flanneld, etcdServer, etcdctl, etcdutl, pauseProgram] = await Promise.all([
    layer('kube', kubernetes, 'kube', 'usr/local/bin/kube', kubeNames),
    layer('coredns', coredns, 'coredns', 'coredns'),
    layer('flanneld', flannel, 'flanneld', 'opt/bin/flanneld'),
    layer('etcd', etcd, 'etcd', 'usr/local/bin/etcd'),
    layer('etcdctl', tools, 'etcdctl', 'usr/local/bin/etcdctl'),
    layer('etcdutl', tools, 'etcdutl', 'usr/local/bin/etcdutl'),
    layer('pause', pause, 'pause', 'pause'),
  ])
  const tag = `v${components.kubernetes}`
  return Promise.all([
    ...controlPlaneCommands.map((name) => image(`registry.k8s.io/${name}`, tag, kubernetes, [plain, kube])),
    image('registry.k8s.io/kube-proxy', tag, kubernetes, [plain, network, kube]),
    image('registry.k8s.io/etcd', `${components.etcd}-0`, etcd, [plain, etcdServer, etcdctl, etcdutl]),
    image(
      'registry.k8s.io/coredns/coredns',
      `v${components.coredns}`,
      coredns,
      [plain, coreDns],
      ['/coredns'],
    ),
    image('registry.k8s.io/pause', components.pause, pause, [pauseProgram], ['/pause']),
    image(
      'ghcr.io/flannel-io/flannel',
      `v${components.flannel}`,
      flannel,
      [plain, network, flanneld],
      ['/opt/bin/flanneld'],
    ),
  ])
}

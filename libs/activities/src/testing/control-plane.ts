import { buildProgram, componentsOf } from '@slipway/bundle'
import { cacheFolder, run, silentProgress } from '@slipway/system'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withServer } from '../kubernetes/api/kubeconfig.ts'
import { apiOf, type ClusterApi } from '../kubernetes/api/open.ts'
import { ask } from '../kubernetes/api/ask.ts'
import { observe, until } from '../kubernetes/api/observe.ts'

/** A real API server with etcd and controllers on the loopback, as the bundle has them; it has no nodes. */
export interface ControlPlane {
  api: ClusterApi
  /** The administrator's kubeconfig. */
  kubeconfig: string
  version: string
  close(): Promise<void>
}

export const testVersion = '1.36.3'

const controllers = [
  'certificatesigningrequest-signing-controller',
  'daemonset-controller',
  'garbage-collector-controller',
  'namespace-controller',
  'root-ca-certificate-publisher-controller',
  'serviceaccount-controller',
].join(',')

export const openControlPlane = async (): Promise<ControlPlane> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-control-plane-'))
  const processes: ChildProcess[] = []
  const close = async (): Promise<void> => {
    for (const child of processes.toReversed()) await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  const start = (argv: [string, ...string[]]): void => {
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], { stdio: 'ignore', cwd: folder })
    processes.push(child)
  }
  try {
    const { kube, etcd } = await programs()
    const [etcdPort, peerPort, apiPort] = [await freePort(), await freePort(), await freePort()]
    await makeCertificates(kube, folder)
    const server = `https://127.0.0.1:${apiPort}`
    for (const name of ['super-admin', 'controller-manager']) {
      const path = join(folder, `${name}.conf`)
      await writeFile(path, withServer(await readFile(path, 'utf8'), server))
    }
    const kubeconfig = await readFile(join(folder, 'super-admin.conf'), 'utf8')
    const api = apiOf('test', kubeconfig)
    const { signal } = new AbortController()
    start(etcdCommand(etcd, folder, etcdPort, peerPort))
    start(apiServerCommand(kube, folder, etcdPort, apiPort))
    await ask(api, 'wait for the API', () => api.core.listNamespace(), { signal, seconds: 120 })
    start(controllerManagerCommand(kube, folder))
    // the service account is the controllers' work: they run
    const path = '/api/v1/namespaces/default/serviceaccounts'
    await until(observe(api, path, {}, signal), (accounts) => accounts.has('default/default') || undefined)
    return { api, kubeconfig, version: testVersion, close }
  } catch (error) {
    await close()
    throw error
  }
}

const programs = async (): Promise<{ kube: string; etcd: string }> => {
  const components = await componentsOf(testVersion)
  const context = {
    cacheFolder: cacheFolder(),
    progress: silentProgress,
    signal: new AbortController().signal,
  }
  const [kubernetes, etcd] = [
    await buildProgram('kubernetes', testVersion, context),
    await buildProgram('etcd', components.etcd, context),
  ]
  return { kube: kubernetes.files['kube']!.path, etcd: etcd.files['etcd']!.path }
}

const makeCertificates = async (kube: string, folder: string): Promise<void> => {
  const config = join(folder, 'kubeadm.yaml')
  await writeFile(
    config,
    `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: 192.0.2.1, bindPort: 6443}
nodeRegistration: {name: test}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v${testVersion}
certificatesDir: ${folder}/pki
apiServer: {certSANs: [127.0.0.1]}
`,
  )
  const phase = (...names: string[]) => run([kube, 'kubeadm', 'init', 'phase', ...names, '--config', config])
  await phase('certs', 'all')
  for (const name of ['admin', 'super-admin', 'controller-manager'])
    await run([
      kube,
      'kubeadm',
      'init',
      'phase',
      'kubeconfig',
      name,
      '--config',
      config,
      '--kubeconfig-dir',
      folder,
    ])
}

const etcdCommand = (etcd: string, folder: string, port: number, peerPort: number): [string, ...string[]] => [
  ...([etcd, '--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync', '--log-level', 'error'] as const),
  ...[
    '--listen-client-urls',
    `http://127.0.0.1:${port}`,
    '--advertise-client-urls',
    `http://127.0.0.1:${port}`,
  ],
  ...['--listen-peer-urls', `http://127.0.0.1:${peerPort}`],
  ...['--initial-advertise-peer-urls', `http://127.0.0.1:${peerPort}`],
  ...['--initial-cluster', `default=http://127.0.0.1:${peerPort}`],
]

const apiServerCommand = (
  kube: string,
  folder: string,
  etcdPort: number,
  port: number,
): [string, ...string[]] => {
  const pki = join(folder, 'pki')
  return [
    ...([kube, 'kube-apiserver', `--etcd-servers=http://127.0.0.1:${etcdPort}`] as const),
    ...[`--secure-port=${port}`, '--bind-address=127.0.0.1', '--endpoint-reconciler-type=none'],
    ...[`--client-ca-file=${pki}/ca.crt`, '--authorization-mode=Node,RBAC'],
    ...[`--tls-cert-file=${pki}/apiserver.crt`, `--tls-private-key-file=${pki}/apiserver.key`],
    ...[
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${pki}/sa.pub`,
    ],
    ...[`--service-account-signing-key-file=${pki}/sa.key`, '--service-cluster-ip-range=10.96.0.0/16'],
  ]
}

const controllerManagerCommand = (kube: string, folder: string): [string, ...string[]] => [
  ...([kube, 'kube-controller-manager', `--kubeconfig=${folder}/controller-manager.conf`] as const),
  ...['--leader-elect=false', '--secure-port=0', `--controllers=${controllers}`],
  '--use-service-account-credentials=true',
  ...[`--cluster-signing-cert-file=${folder}/pki/ca.crt`, `--cluster-signing-key-file=${folder}/pki/ca.key`],
  ...[`--root-ca-file=${folder}/pki/ca.crt`, `--service-account-private-key-file=${folder}/pki/sa.key`],
]

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

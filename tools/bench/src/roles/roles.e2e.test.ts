import { silentProgress } from '@slipway/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBundles } from '../floor/ground.ts'
import { difference, lookAt, takeKubeletPort } from '../testing/look.ts'
import { endpoint, makeGround, type Ground } from './testing/ground.ts'
import { all, runLane } from './testing/lane.ts'

const version = '1.36.3'
const hosts = ['cp-1', 'worker-1']
const prepare = ['reach', 'preflight', 'prepare-host', 'runtime', 'artifacts', 'balancer']
const changing = ['prepare-host', 'runtime', 'artifacts', 'balancer']
let ground: Ground
const found: Record<string, string> = {}

const look = (host: string) => lookAt(ground.hosts[host])
const kubectl = (words: string) =>
  ground.on('cp-1', `kubectl --cache-dir /run/kubectl --kubeconfig /etc/kubernetes/admin.conf ${words}`)
const init = () => runLane(ground, ['cp-1'], ['init-control-plane'], ground.secrets)
const joinWorker = (caHash: string) =>
  runLane(ground, ['worker-1'], ['join-workers'], { ...ground.secrets, ca_hash: caHash })

const filesUrl = () => (ground.variables.platform as { files_url: string }).files_url

beforeAll(async () => {
  const benchmark = { progress: silentProgress, signal: new AbortController().signal }
  await requireBundles([version], benchmark)
  ground = await makeGround(version, [...hosts, 'worker-2'])
  for (const host of Object.keys(ground.hosts)) found[host] = await look(host)
}, 75 * 60_000)
afterAll(() => ground.close())

test('a host that was never touched is reset by doing nothing', async () => {
  const { outcomes } = await runLane(ground, hosts, ['reset-host'])
  expect(outcomes).toEqual(all(hosts, ['reset-host'], 'same'))
})

test('what is in the way is said all at once, by code, before anything is changed', async () => {
  await ground.on('worker-1', `mkdir /var/lib/rancher; ${takeKubeletPort}`)
  const { outcomes, failures } = await runLane(ground, ['worker-1'], prepare)
  await ground.on('worker-1', 'systemctl stop squatter; rmdir /var/lib/rancher')
  expect(outcomes).toEqual({ 'worker-1': { reach: 'same', preflight: 'failed' } })
  expect(failures.join()).toMatch(
    /preflight\/HostUnfit.*preflight\/PortTaken.*python3.*preflight\/Leftovers.*\/var\/lib\/rancher/,
  )
  expect(difference(found['worker-1'], await look('worker-1'))).toEqual([])
})

test('a power cut in the middle of the preparation leaves a host that can be reset to how it was found', async () => {
  const running = runLane(ground, ['worker-2'], prepare)
  await ground.on('worker-2', 'until ls /usr/local/bin/*.slipway > /dev/null 2>&1; do sleep 0.05; done')
  await ground.sandbox.kill('worker-2')
  const { outcomes } = await running
  expect(Object.values(outcomes['worker-2'] ?? {})).toContain('failed')
  await ground.sandbox.start('worker-2')
  await runLane(ground, ['worker-2'], ['reset-host'], { remove_packages: true })
  expect(difference(found['worker-2'], await look('worker-2'))).toEqual([])
})

test('hosts are prepared, and a second run changes nothing', async () => {
  const first = await runLane(ground, hosts, prepare)
  expect(first.failures).toEqual([])
  for (const host of hosts)
    for (const step of changing)
      expect([host, step, first.outcomes[host]?.[step]]).toEqual([host, step, 'changed'])
  const second = await runLane(ground, hosts, prepare)
  expect(second.outcomes).toEqual(all(hosts, prepare, 'same'))
})

test('every image is pinned, and the package of haproxy does not run a service of its own', async () => {
  const { images } = JSON.parse(await ground.on('cp-1', 'crictl images --output json')) as {
    images: { pinned: boolean }[]
  }
  expect(images).not.toHaveLength(0)
  expect(images.filter(({ pinned }) => !pinned)).toEqual([])
  expect(await ground.on('cp-1', 'systemctl is-enabled haproxy || true')).toBe('disabled')
  expect(await ground.on('cp-1', 'systemctl is-active slipway-balancer')).toBe('active')
})

test('an image whose name means another one on a host is brought back to what the plan pins', async () => {
  const { images_node } = ground.variables.bundle as { images_node: { reference: string; sha256: string }[] }
  const [one, other] = images_node.map(({ reference }) => reference)
  const meaning = () => ground.on('worker-1', `ctr --namespace k8s.io images ls 'name==${one}'`)
  await ground.on('worker-1', `ctr --namespace k8s.io images tag --force ${other} ${one}`)
  expect(await meaning()).not.toContain(`sha256:${images_node[0]?.sha256}`)
  const { outcomes } = await runLane(ground, ['worker-1'], prepare)
  expect(outcomes).toEqual({
    'worker-1': { ...all(['worker-1'], prepare, 'same')['worker-1'], artifacts: 'changed' },
  })
  expect(await meaning()).toContain(`sha256:${images_node[0]?.sha256}`)
  expect((await runLane(ground, ['worker-1'], prepare)).outcomes).toEqual(all(['worker-1'], prepare, 'same'))
})

test('a first control plane that a power cut left half made is made anew', async () => {
  const running = init()
  await ground.on('cp-1', 'until test -e /etc/kubernetes/manifests/kube-apiserver.yaml; do sleep 0.05; done')
  await ground.sandbox.kill('cp-1')
  expect((await running).outcomes).toEqual({ 'cp-1': { 'init-control-plane': 'failed' } })
  await ground.sandbox.start('cp-1')
  const again = await init()
  expect(again.failures).toEqual([])
  expect(again.outcomes).toEqual({ 'cp-1': { 'init-control-plane': 'changed' } })
  expect(again.outputs.ca_hash).toMatch(/^sha256:[0-9a-f]{64}$/)
})

test('the control plane and the worker stand, and a second run changes nothing', async () => {
  const first = await init()
  expect(first.outcomes).toEqual({ 'cp-1': { 'init-control-plane': 'same' } })
  const hash = first.outputs.ca_hash ?? ''
  expect((await joinWorker(hash)).outcomes).toEqual({ 'worker-1': { 'join-workers': 'changed' } })
  expect((await joinWorker(hash)).outcomes).toEqual({ 'worker-1': { 'join-workers': 'same' } })
  expect(await kubectl('get nodes --output name')).toBe('node/cp-1\nnode/worker-1')
})

test('secrets are encrypted in etcd, what is done is written down, and kubelets must show a certificate', async () => {
  await kubectl('create secret generic plain --from-literal=word=readable')
  const stored = await ground.on(
    'cp-1',
    "cat /var/lib/etcd/member/wal/*.wal | tr -cd '[:print:]' | grep -o -e k8s:enc:secretbox:v1:key-1 -e readable | sort -u",
  )
  expect(stored).toBe('k8s:enc:secretbox:v1:key-1')
  expect(
    await ground.on(
      'cp-1',
      'grep -c \'"resource":"secrets".*"name":"plain"\' /var/log/kubernetes/audit/audit.log',
    ),
  ).not.toBe('0')
  expect(await ground.on('cp-1', 'stat --format %a /etc/kubernetes/encryption.yaml')).toBe('600')
  expect(await kubectl('get csr')).toContain('kubernetes.io/kubelet-serving')
})

test('the certificate of the API has every name that it is reached by', async () => {
  const names = await ground.on(
    'cp-1',
    `python3 -c "
import ssl; print(ssl._ssl._test_decode_cert('/etc/kubernetes/pki/apiserver.crt')['subjectAltName'])"`,
  )
  for (const name of [endpoint, '127.0.0.1', 'roles.example.org', ground.hosts['cp-1']?.address])
    expect(names).toContain(`'${name}'`)
})

test('a control plane’s kubelet asks its own API server, a worker’s the balancer of its node', async () => {
  const asked = (host: string) => ground.on(host, "sed -n 's/^ *server: //p' /etc/kubernetes/kubelet.conf")
  expect(await asked('cp-1')).toBe(`https://${ground.hosts['cp-1']?.address}:6443`)
  expect(await asked('worker-1')).toBe(`https://${endpoint}:6444`)
  expect(await ground.on('worker-1', `getent ahostsv4 ${endpoint} | awk '{ print $1; exit }'`)).toBe(
    '127.0.0.1',
  )
})

test('with the platform off, the cluster comes back from a power cut and places pods anew', async () => {
  await ground.on(
    'cp-1',
    `curl --silent --fail --cacert /etc/slipway/ca.crt ${filesUrl()}/bundles/${version}/files/flannel.yaml |
    sed 's|POD_NETWORK|10.244.0.0/16|; s|API_HOST|127.0.0.1|; s|API_PORT|6444|' > /run/flannel.yaml`,
  )
  await kubectl('apply --filename /run/flannel.yaml')
  await kubectl('wait --for=condition=Ready nodes --all --timeout=180s')
  await ground.stopPlatform()
  for (const host of hosts) await ground.sandbox.kill(host)
  await ground.sandbox.start(...hosts)
  await ground.on(
    'cp-1',
    'until kubectl --kubeconfig /etc/kubernetes/admin.conf get --raw /readyz > /dev/null 2>&1; do sleep 0.5; done',
  )
  await kubectl('--namespace kube-system rollout restart daemonset/kube-proxy deployment/coredns')
  await kubectl('--namespace kube-system rollout status daemonset/kube-proxy --timeout=300s')
  await kubectl('--namespace kube-system rollout status deployment/coredns --timeout=300s')
  await kubectl('wait --for=condition=Ready nodes --all --timeout=180s')
})

test('hosts of a cluster are reset to how they were found, and a second run changes nothing', async () => {
  const purge = { remove_packages: true }
  expect((await runLane(ground, hosts, ['reset-host'], purge)).outcomes).toEqual(
    all(hosts, ['reset-host'], 'changed'),
  )
  for (const host of hosts) expect([host, ...difference(found[host], await look(host))]).toEqual([host])
  expect((await runLane(ground, hosts, ['reset-host'], purge)).outcomes).toEqual(
    all(hosts, ['reset-host'], 'same'),
  )
})

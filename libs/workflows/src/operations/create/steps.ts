import { ansible, kubernetes, platform, step, type SecretUse, type Step } from '@slipway/domain'

const joinToken: SecretUse = { variable: 'join_token', reference: 'join-token', kind: 'bootstrap-token' }
const certificateKey: SecretUse = {
  variable: 'certificate_key',
  reference: 'certificate-key',
  kind: 'certificate-key',
}
const encryptionKey: SecretUse = {
  variable: 'encryption_key',
  reference: 'encryption-key',
  kind: 'encryption-key',
}
const adminAccess: SecretUse = { variable: 'admin_kubeconfig', reference: 'admin-kubeconfig', kind: 'given' }

const resetHost = ansible('reset-host', { remove_packages: false })
const nothingChanged = { impossible: 'nothing-changed' }
const endsWithCluster = { impossible: 'ends-with-the-cluster' }

/** What every host goes through, each at its own pace. */
const prepare = (): Step[] => [
  step('reach', { on: 'hosts', run: ansible('reach'), verify: 'root-answers', undo: nothingChanged }),
  step('preflight', {
    on: 'hosts',
    run: ansible('preflight'),
    follows: 'reach',
    verify: 'host-is-fit',
    undo: nothingChanged,
  }),
  step('prepare-host', {
    on: 'hosts',
    run: ansible('prepare-host'),
    follows: 'preflight',
    verify: 'host-settings-hold',
    undo: resetHost,
  }),
  step('runtime', {
    on: 'hosts',
    run: ansible('runtime'),
    follows: 'prepare-host',
    verify: 'runtime-answers',
    undo: resetHost,
  }),
  step('artifacts', {
    on: 'hosts',
    run: ansible('artifacts'),
    follows: 'runtime',
    verify: 'artifacts-match-their-hashes',
    undo: resetHost,
  }),
  step('balancer', {
    on: 'hosts',
    run: ansible('balancer'),
    follows: 'artifacts',
    verify: 'balancer-listens',
    undo: resetHost,
  }),
]

/** What makes a cluster of prepared hosts. */
const assemble = (withWorkers: boolean): Step[] => [
  step('init-control-plane', {
    on: 'first-control-plane',
    run: ansible('init-control-plane'),
    follows: 'balancer',
    secrets: [joinToken, certificateKey, encryptionKey],
    outputs: { ca_hash: 'text' },
    verify: 'api-is-ready',
    undo: resetHost,
  }),
  step('collect-access', {
    on: 'cluster',
    run: kubernetes('collect-access'),
    after: ['init-control-plane'],
    outputs: { apiServer: 'address' },
    verify: 'api-answers-the-platform',
    undo: endsWithCluster,
  }),
  step('network', {
    on: 'cluster',
    run: kubernetes('apply-network'),
    after: ['collect-access'],
    secrets: [adminAccess],
    verify: 'network-is-applied',
    undo: endsWithCluster,
  }),
  // pods are there as soon as their nodes are, so that verifying waits for nothing but them
  step('probe', {
    on: 'cluster',
    run: kubernetes('place-probes'),
    after: ['network'],
    secrets: [adminAccess],
    verify: 'probes-are-placed',
    undo: endsWithCluster,
  }),
  ...(withWorkers ? [joinWorkers()] : []),
  step('serving-certificates', {
    on: 'cluster',
    run: kubernetes('serving-certificates'),
    after: ['collect-access'],
    ...(withWorkers && { serves: ['join-workers'] }),
    secrets: [adminAccess],
    verify: 'every-node-has-its-certificate',
    undo: endsWithCluster,
  }),
]

const joinWorkers = (): Step =>
  step('join-workers', {
    on: 'workers',
    run: ansible('join-workers'),
    after: ['init-control-plane'],
    follows: 'balancer',
    secrets: [joinToken],
    uses: { ca_hash: ['init-control-plane', 'ca_hash'] },
    verify: 'node-is-registered',
    undo: resetHost,
    skippable: true,
  })

/** The steps of a new cluster. A control plane beyond the first becomes a step between network and joins. */
export const createSteps = ({ withWorkers }: { withWorkers: boolean }): Step[] => {
  const joins = withWorkers ? ['join-workers'] : []
  return [
    ...prepare(),
    ...assemble(withWorkers),
    step('verify', {
      on: 'cluster',
      run: kubernetes('verify-cluster'),
      after: ['probe', 'serving-certificates', ...joins],
      secrets: [adminAccess],
      verify: 'nodes-names-and-services-answer',
      undo: { impossible: 'leaves-nothing' },
    }),
    step('record', {
      on: 'cluster',
      run: platform('record-cluster'),
      after: ['verify'],
      verify: 'record-is-written',
      undo: endsWithCluster,
    }),
  ]
}

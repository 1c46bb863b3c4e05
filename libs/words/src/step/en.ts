import type { Area } from '../entry.ts'

/** Names of steps and actions, what shows that a step is done, and why one cannot be undone. */
export const en = {
  // steps
  Reach: { what: 'Reach the hosts' },
  Preflight: { what: 'Check the hosts' },
  PrepareHost: { what: 'Prepare the hosts' },
  Runtime: { what: 'Set up the container runtime' },
  Artifacts: { what: 'Bring programs and images' },
  Balancer: { what: 'Start the API balancer' },
  InitControlPlane: { what: 'Start the first control plane' },
  CollectAccess: { what: 'Take the cluster into care' },
  Network: { what: 'Set up the pod network' },
  Probe: { what: 'Place the probes' },
  JoinWorkers: { what: 'Join the workers' },
  ServingCertificates: { what: 'Issue the nodes’ certificates' },
  Verify: { what: 'Verify the cluster by use' },
  Record: { what: 'Record the cluster' },
  ResetHosts: { what: 'Put the hosts back' },
  Forget: { what: 'Close the cluster’s record' },
  // actions that a plan names as the way to undo a step
  ResetHost: { what: 'Put the host back to how it was found' },
  // what shows that a step is done
  RootAnswers: { what: 'A command runs as root on every host.' },
  HostIsFit: { what: 'System, size, ports and time of every host are as a node needs them.' },
  HostSettingsHold: { what: 'The kernel’s settings, the names and the packages are there.' },
  RuntimeAnswers: { what: 'containerd answers on its socket.' },
  ArtifactsMatchTheirHashes: {
    what: 'Every program has the bundle’s hash; every image is there and pinned.',
  },
  BalancerListens: { what: 'The balancer listens on 127.0.0.1:6444.' },
  ApiIsReady: { what: 'The API server says /readyz.' },
  ApiAnswersThePlatform: { what: 'The API answers the platform with the cluster’s own certificate.' },
  NetworkIsApplied: { what: 'The API holds the network’s objects as the bundle has them.' },
  ProbesArePlaced: { what: 'The API has taken the probes’ objects.' },
  NodeIsRegistered: { what: 'The API knows the node, and its kubelet runs.' },
  EveryNodeHasItsCertificate: { what: 'Every kubelet serves by a certificate of the cluster’s authority.' },
  NodesNamesAndServicesAnswer: {
    what: 'Every node is Ready; from a pod on each, names resolve and a service answers.',
  },
  RecordIsWritten: { what: 'The platform’s record shows the cluster as live.' },
  HostIsAsItWas: { what: 'Files, units, interfaces and rules of the host are as before Slipway.' },
  RecordIsClosed: { what: 'The record is closed; its secrets are gone and its hosts free.' },
  // why a step cannot be undone
  NothingChanged: { what: 'It changes nothing.' },
  EndsWithTheCluster: { what: 'It lives in the cluster and ends with it.' },
  LeavesNothing: { what: 'It leaves nothing behind.' },
  ClusterIsGone: { what: 'The cluster’s data is gone for good; restore it from a backup.' },
} as const satisfies Area

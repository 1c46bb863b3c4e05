import type { Area } from '../entry.ts'

export const en = {
  ClusterUnreachable: {
    what: 'The API of the cluster {cluster} does not answer at {server}: {reason}.',
    remedy:
      'See that its control planes run and that the platform reaches port 6443 of them, then try again.',
  },
  ClusterRefused: {
    what: 'The cluster {cluster} refused a request: {reason}.',
    why: 'The request was {request}.',
    remedy: 'Mend what the reason names and try again.',
  },
  NodesNotReady: {
    what: 'These nodes are not Ready: {nodes}.',
    why: 'What they say: {reasons}.',
    remedy: 'Look at the logs of kubelet and containerd on them, then try again.',
  },
  NodesMissing: {
    what: 'These nodes did not join the cluster: {nodes}.',
    remedy: 'Look at the step that joins them, then try again.',
  },
  WrongVersion: {
    what: 'These nodes run another version than {expected}: {nodes}.',
    remedy: 'Look at the step that installs the programs, then try again.',
  },
  CertificateMissing: {
    what: 'The kubelets of these nodes got no serving certificate: {nodes}.',
    why: 'Requests seen: {requests}.',
    remedy: 'Look at the logs of kubelet and kube-controller-manager, then try again.',
  },
  DnsNotReady: {
    what: 'The cluster’s DNS is not ready: {ready} of {wanted} pods are.',
    remedy: 'Look at the pods of CoreDNS in kube-system, then try again.',
  },
  ProbeFailed: {
    what: 'A pod on these nodes does not reach the API by its service’s name: {nodes}.',
    why: 'The pods said: {output}',
    remedy:
      'See that the nodes reach each other by UDP port 8472, then look at the pods of Flannel and kube-proxy.',
  },
  ExecFailed: {
    what: 'A program cannot be run in a pod, or its log read, on these nodes: {nodes}.',
    why: 'The API said: {output}',
    remedy:
      'See that the control planes reach port 10250 of the nodes, then look at the certificates of their kubelets.',
  },
  ProbeRemains: {
    what: 'The pods of the check do not go away: {pods}.',
    remedy:
      'See what holds them by kubectl --namespace kube-system describe pods --selector app=slipway-verify, then try again.',
  },
  ManifestMissing: {
    what: 'The bundle {version} holds no {name}.',
    remedy: 'Build or import the bundle again.',
  },
  BundleMissing: {
    what: 'The platform does not serve the bundle {version} that the plan was made with, sha256 {digest}.',
    remedy: 'Import that bundle again, or make a new plan with the one that is there.',
  },
  BundlesUnreachable: {
    what: 'The platform’s own files cannot be reached at {url}: {reason}.',
    remedy: 'See that the platform serves its bundles there, then try again.',
  },
  ActionUnknown: {
    what: 'This release of the platform knows no action {action}.',
    remedy: 'Run the plan by the release that made it, or make a new plan.',
  },
  AccessGone: {
    what: 'There is no access {access}, or it is revoked.',
    remedy: 'Ask for a new one.',
  },
  AccessRefused: {
    what: 'The cluster did not sign the certificate of the access {access}: {reason}.',
    remedy: 'Look at the logs of kube-controller-manager, then ask for the access again.',
  },
} as const satisfies Area

import { defineProblems } from '@slipway/domain'

export const demoProblems = defineProblems('demo', {
  MachineLacks: [
    'unavailable',
    () => ({
      what: 'This machine lacks what the demo needs.',
      why: 'The lines above say what, and why it could not be installed.',
      remedy: 'Install it and run the same command again; sandbox hosts want Debian 12 and root.',
    }),
  ],
  NotSignedIn: [
    'forbidden',
    (data: { url: string; path: string }) => ({
      what: 'The demo cannot sign in.',
      where: data.url,
      why: `The first password is not in ${data.path} any more: it was changed.`,
      remedy: `Sign in by slipway login ${data.url} --user admin, and run the same command again.`,
    }),
  ],
  HostsReplaced: [
    'conflict',
    (data: { hosts: readonly string[]; cluster: string }) => ({
      what: `The hosts of the cluster ${data.cluster} are gone; those of today are others.`,
      where: data.hosts.join(', '),
      why: 'The sandbox was taken down while the platform knew nothing of it.',
      remedy: `Let SLIPWAY_DATA name a fresh folder, or delete the cluster and its hosts first: slipway cluster delete ${data.cluster}.`,
    }),
  ],
  HostUnseen: [
    'failed',
    (data: { host: string; what: string; why: string; remedy: string }) => ({
      what: `The platform could not look at a host. ${data.what}`,
      where: data.host,
      ...(data.why !== '' && { why: data.why }),
      remedy: data.remedy || 'Run the same command again.',
    }),
  ],
  BundleUnseen: [
    'unavailable',
    (data: { version: string }) => ({
      what: `The platform does not serve the bundle of Kubernetes ${data.version}.`,
      remedy: 'Look into its logs (bundles.log in the folder logs), then run the same command again.',
    }),
  ],
  NotReady: [
    'failed',
    (data: { ready: number; nodes: number; cluster: string }) => ({
      what: `Of ${data.nodes} nodes of the cluster ${data.cluster} only ${data.ready} are Ready.`,
      remedy: 'Run the same command again in a while: a host may just be booting.',
    }),
  ],
})

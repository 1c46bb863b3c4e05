import { defineProblems } from '@slipway/domain'

const at = (address: string, port: number): string => `${address} port ${port}`

/** What can stand in the way of serving bundles. */
export const serveProblems = defineProblems('serve', {
  ListenInvalid: [
    'invalid',
    (data: { why: string }) => ({
      what: 'These are not addresses and ports to listen on.',
      why: data.why,
      remedy: 'Give one or more IP addresses of this machine, and ports from 0 to 65535; 0 picks a free one.',
    }),
  ],
  PortTaken: [
    'conflict',
    (data: { server: string; address: string; port: number }) => ({
      what: `Another program already listens where the ${data.server} is to listen.`,
      where: at(data.address, data.port),
      remedy: `End it ("ss -ltnp sport = :${data.port}" names it), or choose another port; 0 picks a free one.`,
    }),
  ],
  CannotListen: [
    'unavailable',
    (data: { server: string; address: string; port: number; why: string }) => ({
      what: `The ${data.server} cannot listen.`,
      where: at(data.address, data.port),
      why: data.why,
      remedy: 'Give an address that "ip address" shows on this machine, and a port that you may use.',
    }),
  ],
  AlreadyServing: [
    'conflict',
    (data: { folder: string }) => ({
      what: 'The bundles of this data folder are being served already.',
      where: data.folder,
      remedy: 'Use the server that runs, or end it, or choose another data folder by SLIPWAY_DATA.',
    }),
  ],
  NothingToServe: [
    'not-found',
    (data: { store: string }) => ({
      what: 'There is no bundle to serve.',
      where: data.store,
      remedy: 'Build or import a bundle first.',
    }),
  ],
  RegistryProgramMissing: [
    'not-found',
    (data: { versions: readonly string[] }) => ({
      what: 'None of the bundles to serve holds the registry program.',
      where: `bundle ${data.versions.join(', ')}`,
      why: 'It is looked for as the binary "registry" of the component "platform".',
      remedy: 'Build these bundles again, or serve one that holds it beside them.',
    }),
  ],
  NameTwice: [
    'conflict',
    (data: { name: string; first: string; second: string }) => ({
      what: 'Two different contents would be served under one name.',
      where: data.name,
      why: `${data.first}\n${data.second}`,
      remedy: 'Serve these bundles one at a time, or build them again from one source.',
    }),
  ],
  ImageNameUnusable: [
    'invalid',
    (data: { image: string }) => ({
      what: 'An image has a name that no registry can serve.',
      where: data.image,
      remedy: 'Build the bundle again with the name under which upstream serves the image.',
    }),
  ],
  RegistryEnded: [
    'failed',
    (data: { outcome: string; log: string; lastLines: string }) => ({
      what: `The registry ended: ${data.outcome}. Nothing is served any more.`,
      where: data.log,
      why: data.lastLines === '' ? 'It printed nothing.' : data.lastLines,
      remedy: 'Mend what its last lines name and serve again.',
    }),
  ],
})

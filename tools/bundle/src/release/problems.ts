import { defineProblems } from '@slipway/domain'

const otherWays =
  'name a mirror of your own with --mirror HOST=ADDRESS, set HTTPS_PROXY, build from Go modules with --source modules, or import a bundle that was built elsewhere'

/** Everything that can be wrong with fetching official artifacts. */
export const releaseProblems = defineProblems('release', {
  AddressUnreachable: [
    'unavailable',
    (data: { artifact: string; address: string; why: string; transient: boolean }) => ({
      what: `${data.artifact} could not be fetched.`,
      where: data.address,
      why: data.why,
      remedy: `Check the network and run the same command again: what is finished is kept. Otherwise ${otherWays}.`,
    }),
  ],
  AnswerRefused: [
    'unavailable',
    (data: { artifact: string; address: string; status: number; transient: boolean }) => ({
      what: `${data.artifact} was refused by its server.`,
      where: data.address,
      why: `HTTP status ${data.status}`,
      remedy:
        data.status === 404
          ? `Check that this version is published there; a mirror may not hold it. Otherwise ${otherWays}.`
          : `Try again later, or ${otherWays}.`,
    }),
  ],
  ChecksumWrong: [
    'damaged',
    (data: { artifact: string; address: string; expected: string; actual: string }) => ({
      what: `What was fetched for ${data.artifact} does not have its published checksum.`,
      where: data.address,
      why: `published sha256 ${data.expected}\nfetched   sha256 ${data.actual}`,
      remedy:
        'Nothing of it was kept. Run the same command again; if it happens again, the server, a mirror or a proxy on the way changes the content: use another.',
    }),
  ],
  ChecksumUnusable: [
    'damaged',
    (data: { artifact: string; address: string; file: string }) => ({
      what: `The published checksum of ${data.artifact} cannot be read.`,
      where: data.address,
      why: `It names no sha256 of ${data.file}.`,
      remedy: 'Look at what this address answers: a proxy or mirror may answer with a page of its own.',
    }),
  ],
  ArchiveUnusable: [
    'damaged',
    (data: { artifact: string; address: string; why: string }) => ({
      what: `The archive of ${data.artifact} does not hold what it should.`,
      where: data.address,
      why: data.why,
      remedy: 'Upstream has changed its archive: build from Go modules with --source modules, and report it.',
    }),
  ],
  ImageUnusable: [
    'damaged',
    (data: { artifact: string; address: string; why: string }) => ({
      what: `${data.artifact} is not an image for linux/amd64.`,
      where: data.address,
      why: data.why,
      remedy: 'Look at what this address answers: a mirror may hold something else under this name.',
    }),
  ],
  MirrorUnusable: [
    'invalid',
    (data: { value: string; hosts: readonly string[] }) => ({
      what: 'This mirror cannot be used.',
      where: data.value,
      remedy: `Give HOST=ADDRESS, with an http or https address without user name or query, for one of ${data.hosts.join(', ')}.`,
    }),
  ],
})

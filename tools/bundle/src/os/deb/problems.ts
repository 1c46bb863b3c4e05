import { defineProblems } from '@slipway/domain'

export const debProblems = defineProblems('deb', {
  NoDebianSource: [
    'unavailable',
    (data: { codename: string }) => ({
      what: `This machine's apt knows no source of Debian ${data.codename}.`,
      where: '"apt-get indextargets" names none',
      remedy: `Give a file of apt sources for Debian ${data.codename} with --apt-sources FILE.`,
    }),
  ],
  SourcesUnreadable: [
    'invalid',
    (data: { path: string; why: string }) => ({
      what: 'The file of apt sources cannot be read.',
      where: data.path,
      why: data.why,
      remedy: 'Give --apt-sources a file with lines as in sources.list(5).',
    }),
  ],
  AptMissing: [
    'unavailable',
    (data: { program: string }) => ({
      what: `Fetching Debian packages needs ${data.program}.`,
      where: data.program,
      remedy:
        'Build on Debian or Ubuntu, or install apt and dpkg, or import a bundle that was built elsewhere.',
    }),
  ],
  PackagesUnreachable: [
    'unavailable',
    (data: { command: string; lastLines: string }) => ({
      what: 'Debian packages cannot be fetched.',
      where: data.command,
      why: data.lastLines,
      remedy:
        'See that the apt sources of this machine answer ("apt-get update"), or give others with --apt-sources FILE.',
    }),
  ],
})

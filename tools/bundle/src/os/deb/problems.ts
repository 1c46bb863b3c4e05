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
        'See that the apt sources of this machine answer ("apt-get update"), or give others with --apt-sources FILE. What was fetched is kept.',
    }),
  ],
})

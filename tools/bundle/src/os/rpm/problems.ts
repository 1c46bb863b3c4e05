import { defineProblems } from '@slipway/domain'

export const rpmProblems = defineProblems('rpm', {
  RepositoriesUnreachable: [
    'unavailable',
    (data: { command: string; lastLines: string }) => ({
      what: 'The repositories of RHEL packages cannot be reached.',
      where: data.command,
      why: data.lastLines,
      remedy:
        'Check the network and the proxy setting, or give a file of repositories that this machine reaches with --dnf-repositories FILE; or build with --os debian-12 only, or import a bundle that was built elsewhere. What was fetched is kept.',
    }),
  ],
  PackageRefused: [
    'damaged',
    (data: { command: string; lastLines: string }) => ({
      what: 'A RHEL package does not have its checksum or signature.',
      where: data.command,
      why: data.lastLines,
      remedy:
        'The package was not taken over. Run the same command again; if it happens again, the repository is damaged or signed by another key than its gpgkey: use another.',
    }),
  ],
  PackagesUnavailable: [
    'unavailable',
    (data: { command: string; lastLines: string }) => ({
      what: 'The repositories do not hold all RHEL packages that are needed.',
      where: data.command,
      why: data.lastLines,
      remedy:
        'Give a file of repositories that holds BaseOS and AppStream of the release, with --dnf-repositories FILE.',
    }),
  ],
  RepositoriesUnreadable: [
    'invalid',
    (data: { path: string; why: string }) => ({
      what: 'There are no repositories of RHEL packages to read.',
      where: data.path,
      why: data.why,
      remedy:
        'Give a .repo file of RHEL 9 or a rebuild of it, as dnf.conf(5) describes it, with --dnf-repositories FILE.',
    }),
  ],
  ToolMissing: [
    'unavailable',
    (data: { program: string; debianPackage: string }) => ({
      what: `Fetching RHEL packages needs ${data.program}.`,
      where: data.program,
      remedy: `Install it (on Debian: apt-get install ${data.debianPackage}), or build with --os debian-12 only, or import a bundle that was built elsewhere.`,
    }),
  ],
  Failed: [
    'failed',
    (data: { command: string; lastLines: string }) => ({
      what: 'RHEL packages could not be gathered.',
      where: data.command,
      why: data.lastLines,
      remedy: 'Mend what the last lines name and run the same command again: what was fetched is kept.',
    }),
  ],
})

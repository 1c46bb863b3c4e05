import { defineProblems } from '@slipway/domain'

const otherWays =
  'or build with --source release, or import a bundle that was built elsewhere ("slipway bundle import")'

export const modulesProblems = defineProblems('modules', {
  RecipeUnknown: [
    'invalid',
    (data: { names: readonly string[]; known: readonly string[] }) => ({
      what: 'There is no such recipe.',
      where: data.names.join(', '),
      remedy: `Known: ${data.known.join(', ')}.`,
    }),
  ],
  GoMissing: [
    'unavailable',
    (data: { wanted: string; found: string }) => ({
      what: `Building from Go modules needs Go 1.21 or newer on the PATH; it then fetches Go ${data.wanted} by itself.`,
      where: data.found,
      remedy: `Install Go, ${otherWays}.`,
    }),
  ],
  ModulesUnreachable: [
    'unavailable',
    (data: { artifact: string; command: string; lastLines: string }) => ({
      what: `The Go modules of ${data.artifact} cannot be fetched.`,
      where: data.command,
      why: data.lastLines,
      remedy: `Set GOPROXY to a module proxy that this machine reaches, ${otherWays}. What is finished is kept.`,
    }),
  ],
  CompilerMissing: [
    'unavailable',
    (data: { artifact: string; packages: readonly string[] }) => ({
      what: `${data.artifact} is partly written in C; packages that compile it are missing.`,
      where: data.packages.join(', '),
      remedy: `apt-get install --yes ${data.packages.join(' ')}`,
    }),
  ],
  NotReproduced: [
    'damaged',
    (data: { artifact: string; expected: string; actual: string; lock: string }) => ({
      what: `${data.artifact} was built, but its bytes are not those that the lock file names.`,
      where: data.lock,
      why: `expected sha256 ${data.expected}\nfound    sha256 ${data.actual}`,
      remedy:
        'If the recipe was changed on purpose, renew its hash with "slipway bundle lock" and review the difference; otherwise do not use what was built.',
    }),
  ],
})

import { run } from '@slipway/system'
import { modulesProblems } from './problems.ts'

/** Throws GoMissing unless a Go is on the PATH that can fetch the release it is told to be (1.21 and later). */
export const requireGo = async (wanted: string, env: NodeJS.ProcessEnv = process.env): Promise<void> => {
  const version = await run(['go', 'version'], {
    env: { ...env, GOTOOLCHAIN: 'local' },
    cleanEnv: true,
  }).catch(() => undefined)
  const [, minor] = /go1\.(\d+)/.exec(version?.stdout ?? '') ?? []
  if (Number(minor) >= 21) return
  throw modulesProblems.GoMissing({
    wanted,
    found: version?.stdout ?? 'There is no program "go" on the PATH.',
  })
}

/**
 * The environment of a reproducible build: nothing of the caller's Go settings reaches the compiler,
 * while where modules come from (GOPROXY) and are kept (GOMODCACHE, GOCACHE) stays the caller's choice.
 */
export const goEnvironment = (
  go: string,
  options: { cgo: boolean; withoutChecksumDatabase?: readonly string[] | undefined },
): Record<string, string | undefined> => ({
  GOTOOLCHAIN: `go${go}`,
  GOOS: 'linux',
  GOARCH: 'amd64',
  GOAMD64: 'v1',
  GOFLAGS: '',
  GOEXPERIMENT: undefined,
  GOWORK: 'off',
  GODEBUG: undefined,
  CGO_ENABLED: options.cgo ? '1' : '0',
  CC: 'gcc',
  ...Object.fromEntries(
    ['CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'LDFLAGS'].map((name) => [`CGO_${name}`, undefined]),
  ),
  ...(options.withoutChecksumDatabase?.length && { GONOSUMDB: options.withoutChecksumDatabase.join(',') }),
})

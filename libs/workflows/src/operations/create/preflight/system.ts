import type { Finding, HostFacts, OperatingSystem } from '@slipway/domain'
import type { HostForPlan } from '../../host.ts'
import type { CreateInput } from '../contract.ts'
import { blocker, warning } from './finding.ts'

/** kubeadm's own list of kernels begins here. */
const oldestKernel = [4, 19] as const
/** Of kube-proxy's nftables mode, by Kubernetes' documentation. */
const oldestNftablesKernel = [5, 13] as const
/** ansible-core 2.19 drives no older one. */
const oldestPython = [3, 8] as const
const architectures: Readonly<Record<string, string>> = { x86_64: 'linux/amd64' }
const rhelFamily = new Set(['rhel', 'rocky', 'almalinux', 'centos', 'ol'])

/** Whether the host's operating system can carry a node of this bundle. */
export const systemFindings = (host: HostForPlan, facts: HostFacts, input: CreateInput): Finding[] => {
  const { manifest } = input.bundle
  return [
    ...operatingSystem(host, facts, manifest.operatingSystems),
    ...(architectures[facts.architecture] === manifest.platform
      ? []
      : [
          blocker(
            'ArchitectureUnsupported',
            { architecture: facts.architecture, bundle: manifest.platform },
            host,
          ),
        ]),
    ...kernel(host, facts.kernel, input.spec.proxyMode),
    ...(facts.cgroup === 1 ? [warning('CgroupV1', {}, host)] : []),
    ...(facts.memory.swap > 0 ? [warning('SwapOn', {}, host)] : []),
    ...(facts.systemd ? [] : [blocker('NoSystemd', {}, host)]),
    ...python(host, facts.python),
    ...root(host, facts.root),
  ]
}

/** The family of packages that fits; undefined where there is none. */
export const osOf = ({ id, version }: HostFacts['os']): OperatingSystem | undefined => {
  const major = version.split('.')[0]
  if (id === 'debian' && major === '12') return 'debian-12'
  return rhelFamily.has(id) && major === '9' ? 'rhel-9' : undefined
}

const operatingSystem = (
  host: HostForPlan,
  facts: HostFacts,
  inBundle: readonly OperatingSystem[],
): Finding[] => {
  const os = osOf(facts.os)
  if (os === undefined)
    return [blocker('OsUnsupported', { os: facts.os.name, supported: [...inBundle] }, host)]
  return inBundle.includes(os)
    ? []
    : [blocker('OsNotInBundle', { os: facts.os.name, bundle: [...inBundle] }, host)]
}

const kernel = (host: HostForPlan, release: string, proxyMode: string): Finding[] => {
  if (isOlder(release, oldestKernel))
    return [blocker('KernelTooOld', { kernel: release, needs: oldestKernel.join('.') }, host)]
  return proxyMode === 'nftables' && isOlder(release, oldestNftablesKernel)
    ? [blocker('KernelTooOldForNftables', { kernel: release, needs: oldestNftablesKernel.join('.') }, host)]
    : []
}

const python = (host: HostForPlan, found: HostFacts['python']): Finding[] => {
  const needs = oldestPython.join('.')
  if (found === null) return [blocker('NoPython', { needs }, host)]
  return isOlder(found.version, oldestPython)
    ? [blocker('PythonTooOld', { version: found.version, needs }, host)]
    : []
}

const root = (host: HostForPlan, how: HostFacts['root']): Finding[] => {
  if (how === 'refused') return [blocker('RootRefused', {}, host)]
  return how === 'password-needed' ? [blocker('SudoPasswordNeeded', {}, host)] : []
}

const isOlder = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  return ownMajor < major || (ownMajor === major && ownMinor < minor)
}

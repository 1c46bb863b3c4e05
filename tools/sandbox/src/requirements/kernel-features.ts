import { run } from '@slipway/system'
import { freezing, readHierarchies } from '../cgroup/hierarchies.ts'

export interface MissingFeature {
  readonly name: string
  readonly why: string
  readonly remedy: string
}

/**
 * Each feature is tried, in a network namespace that goes with the trial: no list of modules tells whether a kernel
 * has it built in, and a container may be denied what the kernel has.
 */
const trials: readonly { name: string; module: string; argv: readonly [string, ...string[]] }[] = [
  { name: 'network namespaces', module: '', argv: ['unshare', '--net', 'true'] },
  {
    name: 'virtual cables (veth)',
    module: 'veth',
    argv: ['unshare', '--net', 'ip', 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'other'],
  },
  {
    name: 'bridges',
    module: 'bridge',
    argv: ['unshare', '--net', 'ip', 'link', 'add', 'one', 'type', 'bridge'],
  },
  {
    name: 'nftables on bridges (nf_tables, family bridge)',
    module: 'nf_tables',
    argv: [
      'unshare',
      '--net',
      'nft',
      'table bridge trial { chain forward { type filter hook forward priority 0; oifname "one" counter drop; }; }',
    ],
  },
]

export const missingFeatures = async (): Promise<MissingFeature[]> => [
  ...(await Promise.all(trials.map(tryOut))).flat(),
  ...(await cgroupsMissing()),
]

const tryOut = async ({ name, module, argv }: (typeof trials)[number]): Promise<MissingFeature[]> => {
  try {
    await run(argv)
    return []
  } catch (error) {
    const lastLines = (error as { data?: { lastLines?: string } }).data?.lastLines
    const remedy = module === '' ? 'Use a kernel that has namespaces.' : `Run "modprobe ${module}" as root.`
    return [{ name, why: lastLines ?? (error as Error).message, remedy }]
  }
}

const cgroupsMissing = async (): Promise<MissingFeature[]> => {
  const hierarchies = await readHierarchies()
  if (freezing(hierarchies) !== undefined) return []
  return [
    {
      name: 'cgroups',
      why: 'Neither cgroup version 2 nor the freezer of version 1 is mounted.',
      remedy: 'Mount them: mount -t cgroup2 cgroup2 /sys/fs/cgroup',
    },
  ]
}

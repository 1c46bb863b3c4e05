/** Kernel settings that are the whole machine's and that the hosts' programs need; others are each host's own. */
export interface Setting {
  readonly name: string
  readonly value: number
  /** A machine that has more already keeps it. */
  readonly atLeast: boolean
}

/**
 * Three kubelets and containerds need more inotify instances than the usual 128. The others are what a kubelet sets
 * when it starts (kubernetes, pkg/kubelet/cm/container_manager_linux.go, setupKernelTunables): where they have these
 * values already, it leaves them alone.
 */
export const raisedSettings: readonly Setting[] = [
  { name: 'fs/inotify/max_user_instances', value: 8192, atLeast: true },
  { name: 'fs/inotify/max_user_watches', value: 524_288, atLeast: true },
  { name: 'vm/overcommit_memory', value: 1, atLeast: false },
  { name: 'vm/panic_on_oom', value: 0, atLeast: false },
  { name: 'kernel/panic', value: 10, atLeast: false },
  { name: 'kernel/panic_on_oops', value: 1, atLeast: false },
  { name: 'kernel/keys/root_maxkeys', value: 1_000_000, atLeast: false },
  { name: 'kernel/keys/root_maxbytes', value: 25_000_000, atLeast: false },
]

/** The settings that have to change on a machine with these values. */
export const settingsToChange = (current: Readonly<Record<string, number>>): Setting[] =>
  raisedSettings.filter(({ name, value, atLeast }) => {
    const now = current[name]
    return now !== undefined && (atLeast ? now < value : now !== value)
  })

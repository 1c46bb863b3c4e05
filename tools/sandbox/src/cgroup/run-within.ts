import { run, type RunOptions, type RunResult } from '@slipway/system'
import { groupNamed, makeLeaf, makeParent } from './group.ts'
import type { Instance } from '../instance/instance.ts'

/** The words that make a program enter the sandbox's cgroup before it starts; add the program and its arguments. */
export const entering = async (instance: Instance, part: string): Promise<[string, ...string[]]> => {
  await makeParent(await groupNamed(instance.names.cgroup))
  const group = await groupNamed(`${instance.names.cgroup}/${part}`)
  await makeLeaf(group)
  return ['sh', '-c', enter, 'sh', String(group.folders.length), ...group.folders]
}

// "0" stands for the process that writes it: this shell, which then becomes the program.
const enter =
  'count=$1; shift; while [ $count -gt 0 ]; do echo 0 >"$1/cgroup.procs"; shift; count=$((count - 1)); done; exec "$@"'

/** Runs a program as `run` does, but where `down` finds it should this process be killed meanwhile. */
export const runWithin = async (
  instance: Instance,
  argv: readonly string[],
  options?: RunOptions,
): Promise<RunResult> =>
  run([...(await entering(instance, 'work')), ...argv] as [string, ...string[]], options)

import { run } from '@slipway/system'
import { endProcesses } from '../cgroup/end.ts'
import type { Instance } from '../instance/instance.ts'
import { until } from '../kernel/until.ts'
import { readNetwork } from '../network/network.ts'
import { sandboxProblems } from '../problems.ts'
import { lastConsoleLines } from './console.ts'
import { environmentOf, hostGroup, hostProgram } from './environment.ts'
import { leaderOf } from './leader.ts'
import { readyBoot, untilReady } from './ready.ts'
import { readHost, type HostRecord } from './record.ts'
import { statusOf } from './state.ts'
import { isSupervised, untilUnsupervised } from './supervisor.ts'

/** What systemd as process 1 understands (systemd(1), signals): SIGRTMIN+4 and SIGRTMIN+5. */
const powerOffSignal = 38
const rebootSignal = 39
/** systemd gives a service 90 s to stop. */
const stopLimitSeconds = 120

/** Shuts the host down in order. Does nothing with one that is stopped. */
export const stopHost = async (instance: Instance, name: string): Promise<void> => {
  await readHost(instance, name)
  const { state } = await statusOf(instance, name)
  if (state === 'stopped') return
  await signalLeader(instance, name, powerOffSignal, 'A shutdown')
  try {
    await untilUnsupervised(instance, name, { timeoutSeconds: stopLimitSeconds })
  } catch {
    const lastLines = await lastConsoleLines(instance, name)
    throw sandboxProblems.HostDidNotStop({ name, seconds: stopLimitSeconds, lastLines })
  }
}

/** Reboots the host in order and returns when it answers SSH again. */
export const rebootHost = async (instance: Instance, name: string): Promise<void> => {
  await readHost(instance, name)
  const before = await readyBoot(instance, name)
  await signalLeader(instance, name, rebootSignal, 'A reboot')
  await untilReady(instance, name, (signal) => untilUnsupervised(instance, name, { signal }), before)
}

/** Cuts the power: every process of the host ends at once, nothing is told, nothing is written. */
export const killHost = async (instance: Instance, name: string): Promise<void> => {
  const host = await readHost(instance, name)
  const group = await hostGroup(instance, name)
  await until(async () => {
    await endProcesses(group) // again, should it have been about to boot
    return !(await isSupervised(instance, name))
  })
  await clearHost(instance, host)
}

/** Removes what a host that is off, or whose supervisor was killed, has on the machine. Its disk stays. */
export const clearHost = async (instance: Instance, host: HostRecord): Promise<void> => {
  if (await isSupervised(instance, host.name)) return
  const network = await readNetwork(instance)
  await run([hostProgram, 'clear'], {
    env: await environmentOf(instance, host, network?.gateway ?? ''),
  })
}

const signalLeader = async (
  instance: Instance,
  name: string,
  signal: number,
  wanted: string,
): Promise<void> => {
  const { state } = await statusOf(instance, name)
  const leader = state === 'running' ? await leaderOf(instance, name) : undefined
  if (leader === undefined) {
    const remedy =
      state === 'frozen'
        ? `Let it go on first: slipway sandbox heal ${name}. Or cut its power: slipway sandbox kill ${name}`
        : `Start it first: slipway sandbox start ${name}. Or cut its power: slipway sandbox kill ${name}`
    throw sandboxProblems.HostNotRunning({ name, state, wanted, remedy })
  }
  process.kill(leader, signal)
}

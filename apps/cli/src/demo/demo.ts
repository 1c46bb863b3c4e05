import type { Demo } from './context.ts'
import { requireCluster } from './create.ts'
import { bootHosts, requireBundle } from './ground.ts'
import { prepareMachine } from './machine.ts'
import { registerHosts } from './register.ts'
import { showResult } from './result.ts'
import { requirePlatform, signIn, type Platform } from './sign-in.ts'
import { endAll, forgetDemo } from './take-down.ts'

/**
 * A cluster of one control plane and two workers on sandbox hosts, by the way that every client goes. Whatever an
 * interrupted run has made is found by its name and used.
 */
export const makeDemo = async (demo: Demo): Promise<{ closing: string; platform: Platform }> => {
  await prepareMachine()
  const [version, hosts] = await Promise.all([requireBundle(demo), bootHosts(demo)])
  const platform = await requirePlatform(demo, hosts.gateway)
  const client = await signIn(demo, platform.url)
  const { id } = await requireCluster(demo, client, version, () => registerHosts(demo, client, hosts))
  return { closing: await showResult(demo, client, { cluster: id, url: platform.url }), platform }
}

/** Makes the demo and takes it down again, also after a failure; an interruption leaves it, to be gone on with. */
export const makeDemoOnce = async (demo: Demo): Promise<string> => {
  try {
    const { closing, platform } = await makeDemo(demo)
    await forgetDemo(demo, await signIn(demo, platform.url))
    await endAll(demo, { platform: platform.fresh })
    return closing
  } catch (error) {
    if (!demo.signal.aborted) await endAll(demo, { platform: true })
    throw error
  }
}

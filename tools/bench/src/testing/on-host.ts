import { sshCommand, type HostAccess } from '@slipway/sandbox'
import { run } from '@slipway/system'

/** What a command line on a host writes, as root; throws where it fails. */
export const onHost = async (access: HostAccess | undefined, commandLine: string): Promise<string> => {
  if (!access) throw new Error('there is no such host')
  const done = await run([...sshCommand(access), 'sudo', 'sh', '-eu'], {
    input: commandLine,
    timeoutSeconds: 600,
  })
  return done.stdout.trim()
}

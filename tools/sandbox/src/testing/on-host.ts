import { run } from '@slipway/system'
import { sshCommand, type HostAccess } from '../access/ssh.ts'

/** Standard output of a command line on a host, without the last line's end. */
export const onHost = async (access: HostAccess, command: string): Promise<string> =>
  (await run([...sshCommand(access), command], { timeoutSeconds: 60 })).stdout.trim()

/** Whether something gets from a host to an address and back; asked three times, since the first may be lost to ARP. */
export const reaches = (access: HostAccess, address: string): Promise<boolean> =>
  onHost(access, `ping -c 1 -w 3 ${address}`).then(
    () => true,
    () => false,
  )

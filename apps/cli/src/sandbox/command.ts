import { Command } from 'commander'
import { disturbCommands } from './disturb.ts'
import { downCommand } from './down.ts'
import { listCommand } from './list.ts'
import { powerCommands } from './power.ts'
import { sshCommandOf } from './ssh.ts'
import { upCommand } from './up.ts'

/** `slipway sandbox`: hosts to try things on, on this machine. */
export const sandboxCommand = (): Command => {
  const command = new Command('sandbox')
    .description('hosts with systemd and SSH on this machine, to try things on')
    .enablePositionalOptions() // what follows the host of ssh belongs to the command that runs there
  for (const sub of [
    upCommand(),
    listCommand(),
    sshCommandOf(),
    ...powerCommands(),
    ...disturbCommands(),
    downCommand(),
  ])
    command.addCommand(sub)
  return command
}

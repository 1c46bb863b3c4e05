import type { Command } from 'commander'
import { room } from '../command/api-command.ts'
import { addCommand } from './add.ts'
import { listCommand } from './list.ts'
import { removeCommand } from './remove.ts'

/** `slipway credential`: how the platform logs in on hosts. */
export const credentialCommand = (): Command =>
  room('credential', 'how the platform logs in on hosts', [addCommand(), listCommand(), removeCommand()])

import type { Command } from 'commander'
import { room } from '../command/api-command.ts'
import { listCommand } from './list.ts'
import { logsCommand } from './logs.ts'
import { showCommand } from './show.ts'
import { startCommand } from './start.ts'
import { watchCommand } from './watch-command.ts'

/** `slipway operation`: what was asked for, what runs, and how it went. */
export const operationCommand = (): Command =>
  room('operation', 'what was asked for, what runs, and how it went', [
    listCommand(),
    showCommand(),
    watchCommand(),
    logsCommand(),
    startCommand(),
  ])

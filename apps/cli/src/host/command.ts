import type { Command } from 'commander'
import { room } from '../command/api-command.ts'
import { addCommand } from './add.ts'
import { factsCommand } from './facts.ts'
import { forgetKeyCommand } from './forget-key.ts'
import { importCommand } from './import.ts'
import { listCommand } from './list.ts'
import { removeCommand } from './remove.ts'
import { showCommand } from './show.ts'

/** `slipway host`: the machines that clusters are made of. */
export const hostCommand = (): Command =>
  room('host', 'the machines that clusters are made of', [
    addCommand(),
    importCommand(),
    listCommand(),
    showCommand(),
    factsCommand(),
    forgetKeyCommand(),
    removeCommand(),
  ])

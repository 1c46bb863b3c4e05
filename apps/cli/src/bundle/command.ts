import { Command } from 'commander'
import { buildCommand } from './build.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { listCommand } from './list.ts'
import { lockCommand } from './lock.ts'
import { serveCommand } from './serve.ts'
import { verifyCommand } from './verify.ts'

export const bundleCommand = (): Command =>
  new Command('bundle')
    .addCommand(buildCommand())
    .addCommand(verifyCommand())
    .addCommand(listCommand())
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addCommand(serveCommand())
    .addCommand(lockCommand())

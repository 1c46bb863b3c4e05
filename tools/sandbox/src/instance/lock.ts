import { withLock } from '@slipway/system'
import type { Instance } from './instance.ts'

/** Commands that change what a sandbox consists of come one after another. The lock file outlives the folder. */
export const alone = <Result>(instance: Instance, work: () => Promise<Result>): Promise<Result> =>
  withLock(`${instance.folder}.lock`, work, () =>
    instance.report('waiting for another command on this sandbox'),
  )

/**
 * What all sandboxes of the machine share (the choice of a network, the kernel's settings) is changed by one at a
 * time. The lock is on the settings' own folder in /proc, since a lock file would be left behind.
 */
export const aloneOnMachine = <Result>(work: () => Promise<Result>): Promise<Result> =>
  withLock('/proc/sys', work)

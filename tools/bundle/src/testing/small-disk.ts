import { mkdir } from 'node:fs/promises'
import { run } from '@slipway/system'
import { afterEach, beforeEach } from 'vitest'

/**
 * Called at the top of a test file: mounts a file system of so many MiB at the path before each test, and unmounts it
 * after. It lies in memory; mounting takes root.
 */
export const useSmallDisk = (path: () => string, mebibytes: number): void => {
  beforeEach(async () => {
    await mkdir(path(), { recursive: true })
    await run(['mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'slipway-test', path()])
  })
  afterEach(() => run(['umount', path()]))
}

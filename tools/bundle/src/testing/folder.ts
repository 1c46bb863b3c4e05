import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

/** Called at the top of a test file: an empty folder for each of its tests, removed after it. */
export const useFolder = (): { readonly path: string; at(...parts: string[]): string } => {
  let path = ''
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'slipway-bundle-'))
  })
  afterEach(() => rm(path, { recursive: true, force: true, maxRetries: 10 }))
  return {
    get path() {
      return path
    },
    at: (...parts) => join(path, ...parts),
  }
}

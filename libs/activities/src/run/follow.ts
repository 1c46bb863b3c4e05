import { watch } from 'node:fs'
import { open } from 'node:fs/promises'
import type { RunFolder } from './folder.ts'
import { runState, type RunState } from './state.ts'

export interface Follower {
  /** Called with whole lines in order, from the first one on; the next lines wait until it settles. */
  onLines: (lines: string[]) => Promise<void>
  /** Ends the following, not the run. */
  detach: AbortSignal
}

/** The death of a process that is not our child gives no event, so it is looked for. */
const lookMilliseconds = 1000
const chunkBytes = 1024 * 1024

/** Follows the events of a run, from their beginning, until it has ended and all are told, or until `detach`. */
export const followRun = async (
  folder: RunFolder,
  { onLines, detach }: Follower,
): Promise<Exclude<RunState, 'running'> | 'detached'> => {
  const changes = changesOf(folder, detach)
  const tail = makeTail(folder.events)
  try {
    for (;;) {
      // the state before the lines: what was written before the end is then read
      const state = await runState(folder)
      for (let lines = await tail.next(); lines.length > 0; lines = await tail.next()) {
        if (detach.aborted) return 'detached'
        await onLines(lines)
      }
      if (detach.aborted) return 'detached'
      if (state !== 'running') return state
      await changes.next()
    }
  } finally {
    changes.close()
    await tail.close()
  }
}

const changesOf = (folder: RunFolder, detach: AbortSignal) => {
  let changed = Promise.withResolvers<void>()
  const tell = (): void => changed.resolve()
  const watcher = watch(folder.path, tell)
  watcher.on('error', tell)
  const timer = setInterval(tell, lookMilliseconds)
  detach.addEventListener('abort', tell)
  return {
    /** Settles when something has changed since it settled last. */
    next: async (): Promise<void> => {
      await changed.promise
      changed = Promise.withResolvers()
      if (detach.aborted) changed.resolve()
    },
    close: (): void => {
      watcher.close()
      clearInterval(timer)
      detach.removeEventListener('abort', tell)
    },
  }
}

/** Whole lines of a file that grows, in order; none while there are none, or while there is no file. */
const makeTail = (path: string) => {
  let file: Awaited<ReturnType<typeof open>> | undefined
  let offset = 0
  let rest = Buffer.alloc(0)
  const buffer = Buffer.alloc(chunkBytes)
  const read = async (): Promise<number> => {
    file ??= await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    return file ? (await file.read(buffer, 0, chunkBytes, offset)).bytesRead : 0
  }
  return {
    next: async (): Promise<string[]> => {
      for (;;) {
        const bytes = await read()
        if (bytes === 0) return []
        offset += bytes
        const whole = Buffer.concat([rest, buffer.subarray(0, bytes)])
        const end = whole.lastIndexOf('\n') + 1
        rest = whole.subarray(end)
        if (end > 0)
          return whole
            .subarray(0, end - 1)
            .toString()
            .split('\n')
      }
    },
    close: async (): Promise<void> => {
      await file?.close()
    },
  }
}

import type { Pack } from 'tar-stream'

/**
 * Fills a tar while it flows onto the disk. Ends when both have ended: with the first failure, or with the
 * interruption itself rather than with what it did to the streams.
 */
export const fillTar = async (
  tar: Pack,
  { flow, fill, signal }: { flow: Promise<unknown>; fill: () => Promise<void>; signal: AbortSignal },
): Promise<void> => {
  tar.on('error', () => undefined) // the flow or the filling tells it; unheard it would end the process
  const filling = fill().then(() => {
    tar.finalize()
  })
  try {
    await Promise.all([flow, filling])
  } catch (error) {
    tar.destroy(error as Error)
    await Promise.allSettled([flow, filling])
    signal.throwIfAborted()
    throw error
  }
}

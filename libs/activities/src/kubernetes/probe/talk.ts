import { Exec, Log } from '@kubernetes/client-node'
import { once } from 'node:events'
import { PassThrough, Writable, type Readable } from 'node:stream'
import type { ClusterApi } from '../api/open.ts'
import { answerFile, probeContainer, probeNamespace, reached } from './objects.ts'

/** Settles when the pod's log says that it reached the API. Throws where the log cannot be read, or ends before. */
export const awaitReached = async (
  { config }: ClusterApi,
  pod: string,
  signal: AbortSignal,
): Promise<void> => {
  const stream = new PassThrough()
  // the client leaves the errors of what it pipes here to nobody, and a connection that is ended is one
  stream.once('pipe', (source: Readable) => source.on('error', (error) => stream.destroy(error)))
  const connection = await new Log(config).log(probeNamespace, pod, probeContainer, stream, { follow: true })
  const abort = (): void => {
    connection.abort()
    stream.destroy(new Error('it was not awaited any longer'))
  }
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    let text = ''
    for await (const chunk of stream) if ((text += String(chunk)).includes(reached)) return
    throw new Error(`the log ended: ${text.trim()}`)
  } finally {
    signal.removeEventListener('abort', abort)
    connection.abort()
  }
}

/** Runs a program in the pod that shows the answer which the pod got. Throws what the API or the program said. */
export const readAnswer = async ({ config }: ClusterApi, pod: string): Promise<string> => {
  const chunks: Buffer[] = []
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      done()
    },
  })
  const ended = Promise.withResolvers<undefined>()
  const socket = await new Exec(config).exec(
    probeNamespace,
    pod,
    probeContainer,
    ['cat', answerFile],
    output,
    output,
    null,
    false,
    ({ status, message }) =>
      status === 'Success' ? ended.resolve(undefined) : ended.reject(new Error(message ?? 'it failed')),
  )
  const closed = once(socket as never, 'close').then(() =>
    Promise.reject(new Error('the connection was closed')),
  )
  closed.catch(() => undefined) // it also closes after the end
  try {
    await Promise.race([ended.promise, closed])
  } finally {
    socket.close()
  }
  return Buffer.concat(chunks).toString()
}

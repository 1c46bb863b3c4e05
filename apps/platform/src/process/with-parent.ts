// Loaded before the program of every part: its standard input is a pipe whose other end the supervisor holds, so that
// even kill -9 of the supervisor is seen as its end. The part then ends in order, and for sure.
import { isMainThread } from 'node:worker_threads'

const graceSeconds = 20

const endWithParent = (): void => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceSeconds * 1000).unref()
}

// it is loaded in every thread of the program, of which the first one alone has the pipe
if (isMainThread) {
  process.stdin.on('end', endWithParent).on('error', endWithParent).resume()
  // it must not keep alive a program that has nothing left to do
  ;(process.stdin as unknown as { unref(): void }).unref()
}

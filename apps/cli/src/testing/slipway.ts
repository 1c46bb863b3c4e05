import { execFile } from 'node:child_process'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../bin/slipway')

export interface Answer {
  code: number
  stdout: string
  stderr: string
}

/** Runs the CLI as people do, with a data and a cache folder of its own below `folder`. */
export const slipway = (folder: string, ...args: string[]): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, SLIPWAY_DATA: join(folder, 'data'), SLIPWAY_CACHE: join(folder, 'cache') }
    execFile(program, args, { env, cwd: folder }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, stdout, stderr })
      else reject(error ?? new Error('no exit code'))
    })
  })

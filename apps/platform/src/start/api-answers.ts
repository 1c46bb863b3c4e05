import { get } from 'node:http'
import { get as getByTls } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'

/** Settles when the API says of itself and of all that it needs that it is ready. */
export const apiAnswers =
  (url: string) =>
  async (signal: AbortSignal): Promise<void> => {
    while ((await statusOf(`${url}/health/ready`, signal)) !== 200) await pause(200, undefined, { signal })
  }

/** Undefined where nothing answers. Its own certificate need not be one that this machine trusts. */
const statusOf = (url: string, signal: AbortSignal): Promise<number | undefined> =>
  new Promise((resolve) => {
    const options = { signal, timeout: 5000, rejectUnauthorized: false }
    const request = url.startsWith('https:') ? getByTls(url, options) : get(url, options)
    request.once('response', (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(undefined))
  })

import { setGlobalProxyFromEnv } from 'node:http'

/** Sends what `work` fetches through HTTP_PROXY and HTTPS_PROXY, where set, but for hosts in NO_PROXY. */
export const throughProxy = async <Result>(
  work: () => Promise<Result>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result> => {
  const restore = setGlobalProxyFromEnv(env)
  try {
    return await work()
  } finally {
    restore()
  }
}

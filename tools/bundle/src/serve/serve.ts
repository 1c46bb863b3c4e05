import type { Problem } from '@slipway/domain'
import { withProgress } from '@slipway/system'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openAuthority, serverCertificate, serverNames } from './authority/index.ts'
import { checkListen } from './listen/options.ts'
import { urlOf } from './listen/url.ts'
import { takeServeLock } from './lock.ts'
import type { ServeOptions, Serving } from './options.ts'
import { prepareContent, verifyBundles } from './prepare.ts'
import { openServers } from './servers.ts'

const renewalInterval = 12 * 60 * 60 * 1000

/**
 * Serves verified bundles over HTTPS: files by paths, images by a registry. Nothing listens before every byte of
 * every bundle was checked. If a registry ends by itself, all ends with that problem: whatever keeps the platform
 * running sees it and serves anew, with a new check; a restart in here would hide the cause.
 * Throws what verifyBundle throws, the problems of serve/ and authority/, or the signal's reason.
 */
export const serveBundles = async (options: ServeOptions): Promise<Serving> => {
  const listen = checkListen(options.listen)
  options.signal.throwIfAborted()
  const folder = join(options.dataFolder, 'serve')
  await mkdir(folder, { recursive: true })
  const release = await takeServeLock(options.dataFolder, join(folder, 'serve.lock'))
  try {
    return await serveFrom(folder, { ...options, listen }, release)
  } catch (error) {
    await release()
    throw error
  }
}

const serveFrom = async (
  folder: string,
  options: ServeOptions & { listen: ReturnType<typeof checkListen> },
  release: () => Promise<void>,
): Promise<Serving> => {
  const { store, dataFolder, listen, progress, signal, now = () => new Date() } = options
  const bundles = await verifyBundles(options)
  const authority = await openAuthority(join(dataFolder, 'ca'), now())
  const certificatePath = join(folder, 'server.pem')
  const certificate = () =>
    serverCertificate(authority, certificatePath, serverNames(listen.addresses, listen.name), now())
  const { pem } = await certificate()
  const { registry, handler } = await withProgress(progress, 'lay out the registry', () =>
    prepareContent(store, bundles, { folder, certificatePath, authorityPem: authority.certificatePem }),
  )
  signal.throwIfAborted()
  const died = Promise.withResolvers<Problem>()
  const servers = await withProgress(progress, 'start the servers', () =>
    openServers({ listen, pem, registry, handler, onEnd: died.resolve }),
  )

  const ended = Promise.withResolvers<void>()
  ended.promise.catch(() => undefined) // a caller that does not watch it is not to be ended by it
  let closing: Promise<void> | undefined
  const close = (reason?: unknown): Promise<void> => (closing ??= closeAll(reason))
  const closeAll = async (reason: unknown) => {
    clearInterval(timer)
    signal.removeEventListener('abort', onAbort)
    await servers.close()
    await release()
    if (reason === undefined) ended.resolve()
    else ended.reject(reason)
  }
  const renewCertificate = async () => {
    try {
      const { pem, renewed } = await certificate()
      if (renewed) await servers.useCertificate(pem)
    } catch (error) {
      await close(error)
      throw error
    }
  }
  const timer = setInterval(() => void renewCertificate().catch(() => undefined), renewalInterval) // `ended` tells
  const onAbort = () => void close()
  signal.addEventListener('abort', onAbort)
  void died.promise.then(close)
  if (signal.aborted) {
    await close()
    signal.throwIfAborted()
  }
  return {
    filesUrl: urlOf(servers.files),
    registryUrl: urlOf(servers.registry),
    caPath: authority.certificatePath,
    ended: ended.promise,
    renewCertificate,
    close: () => close(),
  }
}

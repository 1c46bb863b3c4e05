import type { Problem } from '@slipway/domain'
import type { RequestListener } from 'node:http'
import { openFilesServer } from './files/server.ts'
import { openOnAll } from './listen/on-all.ts'
import type { checkListen } from './listen/options.ts'
import { Log } from './registry/log.ts'
import { startRegistry, type Registry } from './registry/process.ts'

export interface ServersInput {
  listen: ReturnType<typeof checkListen>
  handler: RequestListener
  pem: string
  registry: { program: string; configPath: string; logPath: string }
  /** Called when a registry ends by itself. */
  onEnd(problem: Problem): void
}

/** The files server and the registry, once for each address. */
export interface Servers {
  files: { address: string; port: number }
  registry: { address: string; port: number }
  /** Goes over to a new certificate; the registry reads it at its start only, so it is started again. */
  useCertificate(pem: string): Promise<void>
  /** The files server first, then the registry. */
  close(): Promise<void>
}

/** Throws PortTaken, CannotListen or RegistryEnded, and leaves nothing running then. */
export const openServers = async (input: ServersInput): Promise<Servers> => {
  const { addresses, filesPort, registryPort } = input.listen
  const { program, configPath, logPath } = input.registry
  const log = new Log(logPath)
  const start = async (address: string, port: number): Promise<Registry> => {
    const registry = await startRegistry(program, configPath, log, address, port)
    void registry.ended.then((problem) => problem && input.onEnd(problem))
    return registry
  }
  let registries = await openOnAll(addresses, registryPort, start)
  const closeRegistries = () => Promise.all(registries.map((registry) => registry.close()))
  const files = await openOnAll(addresses, filesPort, (address, port) =>
    openFilesServer(address, port, input.pem, input.handler),
  ).catch(async (error: unknown) => {
    await closeRegistries()
    throw error
  })
  const [firstFiles, firstRegistry] = [files[0], registries[0]]
  if (!firstFiles || !firstRegistry) throw new Error('a server needs an address')
  let closed = false
  let renewal: Promise<void> = Promise.resolve()
  const renew = async (pem: string) => {
    if (closed) return
    for (const server of files) server.useCertificate(pem)
    await closeRegistries()
    registries = []
    registries = await openOnAll(addresses, firstRegistry.port, start)
  }
  return {
    files: firstFiles,
    registry: firstRegistry,
    useCertificate: (pem) => (renewal = renewal.then(() => renew(pem))),
    close: async () => {
      closed = true
      await renewal.catch(() => undefined) // it may be starting a registry, which is to end as well
      await Promise.all(files.map((server) => server.close()))
      await closeRegistries()
    },
  }
}

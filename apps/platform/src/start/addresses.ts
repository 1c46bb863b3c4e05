import { openSandbox } from '@slipway/sandbox'
import { parseEndpoint, type Loaded, type Part, type Settings } from '@slipway/settings'
import { stat } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { choosePorts, type Wish } from '../ports/ports.ts'

/** Where everything listens; a port is there if its part runs here. */
export interface Addresses {
  ports: Partial<Record<'postgres' | 'temporal' | 'temporalUi' | 'files' | 'registry' | 'api', number>>
  /** Of the API. */
  apiHost: string
  /** Of files and registry; hosts are told the first one. */
  bundles: readonly string[]
}

export const portsPath = (data: string): string => join(data, 'platform', 'ports.json')

const loopback = '127.0.0.1'

/** Throws platform/PortTaken for a port that somebody has set. */
export const chooseAddresses = async (loaded: Loaded, here: readonly Part[]): Promise<Addresses> => {
  const { settings, sources } = loaded
  const bundles = settings.bundles.listen ?? (await usualBundleAddresses(settings))
  const api = parseEndpoint(settings.api.listen) ?? { host: loopback, port: 0 }
  const wish = (
    part: Part,
    name: string,
    addresses: readonly string[],
    setting?: string,
    port?: number,
  ): Wish[] => {
    if (!here.includes(part)) return []
    if (port === undefined || setting === undefined) return [{ name, addresses }]
    return [{ name, addresses, ...(sources.get(setting) === 'default' ? { usual: port } : { set: port }) }]
  }
  const ports = await choosePorts(portsPath(settings.data), [
    ...wish('postgres', 'postgres', [loopback]),
    ...wish('temporal', 'temporal', [loopback]),
    ...wish('temporal', 'temporalUi', [loopback]),
    ...wish('bundles', 'files', bundles, 'bundles.filesPort', settings.bundles.filesPort),
    ...wish('bundles', 'registry', bundles, 'bundles.registryPort', settings.bundles.registryPort),
    ...wish('api', 'api', [api.host], 'api.listen', api.port),
  ])
  return { ports, apiHost: api.host, bundles }
}

/** The sandbox's own network first, where there is one: its hosts reach the platform there and nowhere else. */
const usualBundleAddresses = async ({ data, cache }: Settings): Promise<string[]> => {
  const some = await stat(join(data, 'sandbox')).catch(() => undefined)
  if (!some) return [loopback]
  const { gateway } = await (await openSandbox({ dataFolder: data, cacheFolder: cache })).list()
  const present = Object.values(networkInterfaces()).flat()
  return gateway !== undefined && present.some((own) => own?.address === gateway)
    ? [gateway, loopback]
    : [loopback]
}

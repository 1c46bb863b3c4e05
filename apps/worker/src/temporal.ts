import type { Settings } from '@slipway/settings'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import { readFile } from 'node:fs/promises'

export interface Temporal {
  client: Client
  native: NativeConnection
  close(): Promise<void>
}

/** Connects to the Temporal of the settings, once for workers and once for what they ask of it. */
export const connectTemporal = async ({ temporal }: Settings): Promise<Temporal> => {
  if (temporal.address === undefined) throw new Error('a worker needs temporal.address in its settings')
  const options = { address: temporal.address, tls: await tlsOf(temporal.tls) }
  const native = await NativeConnection.connect(options)
  const connection = await Connection.connect(options)
  return {
    native,
    client: new Client({ connection, namespace: temporal.namespace }),
    close: async () => {
      await connection.close()
      await native.close()
    },
  }
}

const tlsOf = async (tls: Settings['temporal']['tls']) => {
  if (!tls.enabled) return null
  const { ca, certificate, key, serverName } = tls
  return {
    ...(ca !== undefined && { serverRootCACertificate: await readFile(ca) }),
    ...(serverName !== undefined && { serverNameOverride: serverName }),
    ...(certificate !== undefined &&
      key !== undefined && {
        clientCertPair: { crt: await readFile(certificate), key: await readFile(key) },
      }),
  }
}

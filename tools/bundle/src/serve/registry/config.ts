/**
 * The registry's configuration (distribution's docs/content/about/configuration.md). JSON is YAML, so it is written
 * as JSON. Where it listens comes by REGISTRY_HTTP_ADDR, once for each address.
 */
export const registryConfig = (rootFolder: string, certificatePath: string): string =>
  JSON.stringify(
    {
      version: '0.1',
      log: { level: 'info', formatter: 'text', accesslog: { disabled: true } }, // "info" is where it says that it listens
      storage: {
        filesystem: { rootdirectory: rootFolder },
        delete: { enabled: false },
        maintenance: { uploadpurging: { enabled: false }, readonly: { enabled: true } },
      },
      http: {
        addr: '127.0.0.1:0',
        tls: { certificate: certificatePath, key: certificatePath, minimumtls: 'tls1.2' },
        headers: { 'X-Content-Type-Options': ['nosniff'] },
      },
      health: { storagedriver: { enabled: false } },
    },
    null,
    1,
  )

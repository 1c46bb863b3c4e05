import { z } from 'zod'
import { count, endpoint, list, path, port, yesOrNo } from './kinds.ts'
import { setting } from './leaf.ts'

/** The parts that a platform is made of, in the order in which they start; they end in the opposite order. */
export const parts = ['postgres', 'temporal', 'bundles', 'worker', 'api'] as const
export type Part = (typeof parts)[number]

const optional = <Schema extends z.ZodType>(schema: Schema) => z.optional(schema)

/**
 * Every setting of the platform, once: its form, its usual value and what it is for. Its name in a file is its path
 * here (api.listen), in the environment the same in capitals (SLIPWAY_API_LISTEN).
 */
export const settingsSchema = z.strictObject({
  data: setting(path, { about: 'folder of all that the platform keeps' }),
  cache: setting(path, { about: 'folder of what can be made again, shared by clones' }),
  parts: setting(optional(list(z.enum(parts))), {
    about: 'which parts run here; without it all, but for those of which an address is set',
  }),
  log: z.strictObject({
    level: setting(z.enum(['debug', 'info', 'warn', 'error']), { usual: 'info', about: 'what is logged' }),
  }),
  api: z.strictObject({
    listen: setting(endpoint, {
      usual: '127.0.0.1:7440',
      about: 'where API and dashboard listen; beyond loopback only with api.tls',
    }),
    publicUrl: setting(optional(z.url({ protocol: /^https?$/ })), {
      about: 'how browsers and the CLI reach the API, where a proxy stands before it',
    }),
    tls: z.strictObject({
      certificate: setting(optional(path), { about: 'PEM file of the certificate chain of the API' }),
      key: setting(optional(path), { about: 'PEM file of its private key' }),
    }),
  }),
  database: z.strictObject({
    url: setting(optional(z.url({ protocol: /^postgres(ql)?$/ })), {
      secret: true,
      about: 'an existing PostgreSQL 16 or newer; without it one runs embedded',
    }),
  }),
  temporal: z.strictObject({
    address: setting(optional(endpoint), {
      about: 'an existing Temporal cluster; without it one runs embedded',
    }),
    namespace: setting(z.string().min(1), { usual: 'default', about: 'namespace of its workflows' }),
    uiUrl: setting(optional(z.url({ protocol: /^https?$/ })), {
      about: "Temporal's own UI, shown to admins by the API under /temporal/",
    }),
    tls: z.strictObject({
      enabled: setting(yesOrNo, { usual: false, about: 'whether Temporal is reached by TLS' }),
      ca: setting(optional(path), { about: 'PEM file of the authority that signed its certificate' }),
      certificate: setting(optional(path), { about: "PEM file of the platform's own certificate for it" }),
      key: setting(optional(path), { about: 'PEM file of the private key of that certificate' }),
      serverName: setting(optional(z.string().min(1)), { about: 'the name that its certificate must carry' }),
    }),
  }),
  masterKey: setting(optional(z.string().min(1)), {
    secret: true,
    about:
      'keys that seal secrets, as id:base64 of 32 bytes, the first seals; without them the files of masterKeys',
  }),
  masterKeys: setting(path, {
    about: 'folder of key files (*.key) that seal secrets; the newest seals, all open',
  }),
  bundles: z.strictObject({
    listen: setting(optional(list(z.union([z.ipv4(), z.ipv6()])).refine((all) => all.length > 0)), {
      about: 'addresses where hosts fetch files and images; without it loopback and the sandbox network',
    }),
    filesPort: setting(port, { usual: 7443, about: 'of the files, by HTTPS' }),
    registryPort: setting(port, { usual: 7444, about: 'of the registry of images' }),
    name: setting(optional(z.string().min(1)), {
      about: 'a DNS name by which hosts reach both, added to their certificate',
    }),
    versions: setting(optional(list(z.string())), { about: 'Kubernetes versions to serve; without it all' }),
  }),
  hosts: z.strictObject({
    filesUrl: setting(optional(z.url({ protocol: /^https$/ })), {
      about: 'where hosts fetch files; without it the first of bundles.listen',
    }),
    registry: setting(optional(endpoint), {
      about: 'where hosts pull images; without it the first of bundles.listen',
    }),
    ca: setting(optional(path), {
      about: 'PEM file of the authority that hosts trust for both; without it the own one',
    }),
  }),
  worker: z.strictObject({
    runs: setting(count, { usual: 4, about: 'Ansible runs at a time in one worker' }),
    activities: setting(count, { usual: 50, about: 'short activities at a time in one worker' }),
  }),
})
export type Settings = z.infer<typeof settingsSchema>

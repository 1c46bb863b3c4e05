// Serves the bundles of the data folder, and serves anew when they change. Its settings are those of the platform.
import { keysFolder, listBundles, serveBundles, Store, trustedKeys } from '@slipway/bundle'
import { loadSettings, type Settings } from '@slipway/settings'
import { terminalProgress } from '@slipway/system'
import { watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { holdServer, type Held } from './main.ts'

const { settings } = await loadSettings()
const store = new Store(join(settings.data, 'bundles'))
const keys = keysFolder(settings.data)

/** Which bundles there are, each with its digest: other text, other bundles. */
const present = async (): Promise<string> =>
  JSON.stringify(
    listBundles(await store.readIndex())
      .filter(({ version }) => settings.bundles.versions?.includes(version) ?? true)
      .map(({ version, descriptor }) => [version, descriptor.digest])
      .toSorted(),
  )

const serve = async ({ bundles, data }: Settings, signal: AbortSignal) =>
  serveBundles({
    store,
    trust: { keys: await trustedKeys(keys), folder: keys },
    dataFolder: data,
    progress: terminalProgress(process.stderr),
    signal,
    ...(bundles.versions && { versions: bundles.versions }),
    listen: {
      addresses: bundles.listen ?? ['127.0.0.1'],
      filesPort: bundles.filesPort,
      registryPort: bundles.registryPort,
      ...(bundles.name !== undefined && { name: bundles.name }),
    },
  })

await holdServer(async (signal): Promise<Held> => {
  await mkdir(store.folder, { recursive: true })
  const ended = Promise.withResolvers<string>()
  let served = ''
  let serving: Awaited<ReturnType<typeof serve>> | undefined
  const serveAnew = async () => {
    const now = await present()
    if (now === served || signal.aborted) return
    await serving?.close()
    served = now
    if (now === '[]')
      return void process.stdout.write('there are no bundles yet: slipway bundle build makes them\n')
    const next = (serving = await serve(settings, signal))
    next.ended.catch(ended.reject)
    process.stdout.write(`files ${next.filesUrl}, registry ${next.registryUrl}\n`)
  }
  let turn = serveAnew()
  watch(store.folder, (_, name) => {
    if (name !== 'index.json') return
    turn = turn.then(serveAnew)
    turn.catch(ended.reject)
  })
  await turn
  return { said: {}, ended: ended.promise, stop: async () => serving?.close() }
})

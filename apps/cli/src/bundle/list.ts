import { findBundle, listBundles, readManifest } from '@slipway/bundle'
import { artifactId } from '@slipway/domain'
import { Command } from 'commander'
import { readableSize, table } from '../command/table.ts'
import { withBundles } from './open.ts'

export const listCommand = (): Command =>
  new Command('list')
    .description('the bundles that are here, or with a version everything in one')
    .argument('[version]', 'a Kubernetes version')
    .option('--json', 'the manifests as JSON')
    .action((version: string | undefined, options: { json?: boolean }) =>
      withBundles(async ({ store }) => {
        const entries =
          version === undefined ? listBundles(await store.readIndex()) : [await findBundle(store, version)]
        const bundles = await Promise.all(
          entries.map(async (entry) => ({ entry, manifest: await readManifest(store, entry) })),
        )
        process.stdout.write(
          `${options.json ? asJson(bundles) : version !== undefined ? contents(bundles) : overview(bundles)}\n`,
        )
      }),
    )

type Listed = Awaited<ReturnType<typeof readManifest>>
type Bundles = { manifest: Listed; entry: { signature: { key: string } } }[]

const asJson = (bundles: Bundles): string => JSON.stringify(bundles.map(({ manifest }) => manifest))

const overview = (bundles: Bundles): string =>
  bundles.length === 0
    ? 'No bundle is here yet. "slipway bundle build" makes one, "slipway bundle import FILE" takes one over.'
    : table(
        ['KUBERNETES', 'SOURCE', 'FOR', 'ARTIFACTS', 'SIZE', 'SIGNED BY'],
        bundles.map(({ manifest, entry }) => [
          manifest.kubernetes,
          manifest.source,
          manifest.operatingSystems.join(','),
          String(manifest.artifacts.length),
          readableSize(manifest.artifacts.reduce((sum, { size }) => sum + size, 0)),
          entry.signature.key,
        ]),
      )

const contents = (bundles: Bundles): string =>
  table(
    ['ARTIFACT', 'SIZE', 'SHA256', 'LICENCE', 'SOURCE'],
    bundles.flatMap(({ manifest }) =>
      manifest.artifacts.map((artifact) => [
        artifactId(artifact),
        readableSize(artifact.size),
        artifact.sha256.slice(0, 12),
        artifact.licence.slice(0, 30),
        artifact.source,
      ]),
    ),
  )

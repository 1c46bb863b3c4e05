import { withLock } from '@slipway/system'
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runWithin } from '../cgroup/run-within.ts'
import { checkSpace } from '../disk/space.ts'
import type { Instance } from '../instance/instance.ts'
import { flavours, type FlavourName } from './flavours.ts'

const guestFolder = join(import.meta.dirname, '../../guest')
const imageBytes = 1 << 30
/** Without room that only root can use: a full disk is full for every program. */
const imageOptions = [
  '-q',
  '-F',
  '-L',
  'root',
  '-m',
  '0',
  '-J',
  'size=64',
  '-E',
  'lazy_itable_init=1,lazy_journal_init=1',
]
/** A template is 310 MiB; while it is made, its files lie beside it once more, with the packages. */
const buildBytes = 1 << 30

/**
 * The image that hosts of this flavour are copied from: made at the first call on a machine, by one process at a time,
 * and kept in the cache under a key of all that it is made of.
 */
export const ensureTemplate = async (instance: Instance, flavour: FlavourName): Promise<string> => {
  await mkdir(instance.cacheFolder, { recursive: true })
  const image = join(instance.cacheFolder, `${flavour}-${await recipeKey(flavour)}.ext4`)
  if (await exists(image)) return image
  const wait = () => instance.report(`template ${flavour}: another command is making it`)
  await withLock(
    `${image}.lock`,
    async () => {
      if (!(await exists(image))) await make(instance, flavour, image)
    },
    wait,
  )
  return image
}

const make = async (instance: Instance, flavour: FlavourName, image: string): Promise<void> => {
  instance.report(`template ${flavour}: installing Debian packages`)
  await checkSpace(instance.cacheFolder, buildBytes)
  const folder = partialFolder(instance, flavour)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const { suite, packages } = flavours[flavour]
  await runWithin(
    instance,
    [
      ...['mmdebstrap', '--mode=root', '--variant=minbase', `--include=${packages.join()}`],
      ...['--customize-hook=sh "$SANDBOX_GUEST/setup" "$1"', suite, join(folder, 'root')],
    ],
    { env: { SANDBOX_GUEST: guestFolder, TMPDIR: folder } },
  )
  instance.report(`template ${flavour}: writing the image`)
  const part = join(folder, 'image')
  await runWithin(instance, [
    ...['mkfs.ext4', ...imageOptions],
    ...['-d', join(folder, 'root'), part, String(imageBytes / 1024)],
  ])
  await rename(part, image)
  await rm(folder, { recursive: true })
}

const partialFolder = ({ cacheFolder, id }: Instance, flavour: string): string =>
  join(cacheFolder, `${flavour}.partial-${id}`)

/** Removes what an interrupted build of this sandbox left in the shared cache. */
export const removePartialTemplates = async ({ cacheFolder, id }: Instance): Promise<void> => {
  const names = await readdir(cacheFolder).catch(() => [])
  for (const name of names.filter((name) => name.endsWith(`.partial-${id}`)))
    await rm(join(cacheFolder, name), { recursive: true, force: true })
}

const recipeKey = async (flavour: FlavourName): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify([flavours[flavour], imageBytes, imageOptions]))
  for (const name of (await readdir(guestFolder)).sort())
    hash.update(name).update(await readFile(join(guestFolder, name)))
  return hash.digest('hex').slice(0, 12)
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

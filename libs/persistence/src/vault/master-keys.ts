import { refuse } from '@slipway/domain'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { link, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makeVault, type MasterKey, type Vault } from './vault.ts'

const suffix = '.key'

export interface MasterKeySource {
  /** Holds <id>.key files, each 32 bytes in base64. The last by name seals. */
  folder: string
  /** `id:base64` pairs separated by commas, the one that seals first; given, the folder is not looked at. */
  given?: string | undefined
}

/**
 * The vault with the keys that are given, else with those that the folder holds at every use: a key that is added
 * seals from then on in every process. Throws `credential/NoMasterKey` or `credential/MasterKeyUnreadable`, also at
 * once.
 */
export const openVault = async ({ folder, given }: MasterKeySource): Promise<Vault> => {
  if (given) return vaultOf(fromText(given), folder)
  const now = (): Vault => vaultOf(fromFolder(folder), folder)
  now()
  return {
    get keyId() {
      return now().keyId
    },
    seal: (plaintext, context) => now().seal(plaintext, context),
    open: (sealed, context) => now().open(sealed, context),
    openText: (sealed, context) => now().openText(sealed, context),
    rewrap: (sealed, context) => now().rewrap(sealed, context),
  }
}

const vaultOf = ([first, ...rest]: readonly MasterKey[], folder: string): Vault => {
  if (!first) throw refuse('unavailable', 'credential/NoMasterKey', { folder })
  return makeVault([first, ...rest])
}

/** Makes the first key where there is none; of those who start at once one makes it and all have it. */
export const ensureMasterKey = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (keyFiles(folder).length === 0) await makeKey(folder, 1)
}

/** Makes the key that seals from now on; gives its id. */
export const addMasterKey = async (folder: string): Promise<string> => {
  const last = keyFiles(folder).at(-1)
  const number = last === undefined ? 1 : Number.parseInt(basename(last, suffix), 10) + 1
  return makeKey(folder, number)
}

/** Whoever reads the folder sees the whole key or none. */
const makeKey = async (folder: string, number: number): Promise<string> => {
  const id = String(number).padStart(4, '0')
  const path = join(folder, `${id}${suffix}`)
  const beside = `${path}.${randomUUID()}`
  try {
    await writeFile(beside, `${randomBytes(32).toString('base64')}\n`, {
      flag: 'wx',
      mode: 0o600,
      flush: true,
    })
    await link(beside, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(beside, { force: true })
  }
  return id
}

const keyFiles = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : []).filter((name) => /^\d{4,}\.key$/.test(name)).toSorted()

const fromFolder = (folder: string): MasterKey[] =>
  keyFiles(folder)
    .toReversed()
    .map((name) => keyOf(basename(name, suffix), readFileSync(join(folder, name), 'utf8')))

const fromText = (given: string): MasterKey[] =>
  given.split(',').map((pair) => {
    const at = pair.indexOf(':')
    return keyOf(pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1))
  })

const keyOf = (id: string, text: string): MasterKey => {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32 || !/^[\w.-]{1,64}$/.test(id))
    throw refuse('damaged', 'credential/MasterKeyUnreadable', { key: id || '?' })
  return { id, key }
}

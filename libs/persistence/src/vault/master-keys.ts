import { refuse } from '@slipway/domain'
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makeVault, type MasterKey, type Vault } from './vault.ts'

const suffix = '.key'

export interface MasterKeySource {
  /** Holds <id>.key files, each 32 bytes in base64. The last by name seals. */
  folder: string
  /** `id:base64` pairs separated by commas, the one that seals first; given, the folder is not looked at. */
  given?: string | undefined
}

/** The vault with the keys that are there. Throws `credential/NoMasterKey` or `credential/MasterKeyUnreadable`. */
export const openVault = async (source: MasterKeySource): Promise<Vault> => {
  const [first, ...rest] = source.given ? fromText(source.given) : await fromFolder(source.folder)
  if (!first) throw refuse('unavailable', 'credential/NoMasterKey', { folder: source.folder })
  return makeVault([first, ...rest])
}

/** Makes the first key where there is none; of those who start at once one makes it and all have it. */
export const ensureMasterKey = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await keyFiles(folder)).length === 0) await makeKey(folder, 1)
}

/** Makes the key that seals from now on, for those that open their vault after this; gives its id. */
export const addMasterKey = async (folder: string): Promise<string> => {
  const last = (await keyFiles(folder)).at(-1)
  const number = last === undefined ? 1 : Number.parseInt(basename(last, suffix), 10) + 1
  return makeKey(folder, number)
}

const makeKey = async (folder: string, number: number): Promise<string> => {
  const id = String(number).padStart(4, '0')
  try {
    const file = await open(join(folder, `${id}${suffix}`), 'wx', 0o600)
    try {
      await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return id
}

const keyFiles = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^\d{4,}\.key$/.test(name)).toSorted()
}

const fromFolder = async (folder: string): Promise<MasterKey[]> => {
  const names = (await keyFiles(folder)).toReversed()
  return Promise.all(
    names.map(async (name) => keyOf(basename(name, suffix), await readFile(join(folder, name), 'utf8'))),
  )
}

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

import { refuse } from '@slipway/domain'
import { addMasterKey, openDatabase, openVault, rewrapAll } from '@slipway/persistence'
import type { Loaded } from '@slipway/settings'
import { partsUrl } from '../start/environment.ts'

export interface Rotation {
  /** The id of the key that seals from now on. */
  key: string
  /** How many secrets were sealed under an older one. */
  resealed: number
}

/**
 * Makes a new master key, unless keys are given by SLIPWAY_MASTER_KEY and so are made elsewhere, and seals every
 * secret in the database under the one that seals. Repeatable; API and workers go on meanwhile. Throws
 * platform/DatabaseSilent before anything is changed.
 */
export const rotateMasterKey = async ({ settings }: Loaded): Promise<Rotation> => {
  const url = settings.database.url ?? (await partsUrl(settings.data))
  if (url === undefined) throw refuse('unavailable', 'platform/DatabaseSilent', {})
  const source = { folder: settings.masterKeys, given: settings.masterKey }
  const database = await openDatabase({ url })
  try {
    if (!(await database.isReady())) throw refuse('unavailable', 'platform/DatabaseSilent', {})
    if (source.given === undefined) await addMasterKey(source.folder)
    const vault = await openVault(source)
    return { key: vault.keyId, resealed: await rewrapAll(database, vault) }
  } finally {
    await database.close()
  }
}

import { readFile, rmdir, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Instance } from '../instance/instance.ts'
import { readRecord, writeRecord } from '../instance/record.ts'
import { namespacesOf } from '../network/switch.ts'
import { namesOf } from '../instance/names.ts'
import { hasNamespaceFolder, removeNamespaceFolder } from './namespace-folder.ts'
import { raisedSettings, settingsToChange } from './settings.ts'

/** The machine's one record of how it was before the first sandbox, and whose sandboxes hold it as it is now. */
const recordPath = '/run/slipway/machine-as-found.json'

const record = z.object({
  settings: z.record(z.string(), z.number()),
  namespaceFolder: z.boolean(),
  holders: z.array(z.string()),
})
type Held = z.output<typeof record>

/** Undefined where no sandbox holds the machine. */
export const readHeld = (): Promise<Held | undefined> => readRecord(recordPath, record)

/**
 * Raises the machine-wide settings for this sandbox. What they were is on record before the first is changed; a
 * second sandbox finds that record and adds itself. One at a time on a machine: see `aloneOnMachine`.
 */
export const holdMachine = async (instance: Instance): Promise<void> => {
  const held = (await readHeld()) ?? {
    settings: await readSettings(),
    namespaceFolder: await hasNamespaceFolder(),
    holders: [],
  }
  await writeRecord(recordPath, { ...held, holders: [...new Set([...held.holders, instance.id])] })
  for (const { name, value } of settingsToChange(await readSettings())) await write(name, value)
}

/**
 * Gives the sandbox's hold up, once its switch is removed. The last one on the machine puts everything back and
 * removes the record.
 */
export const releaseMachine = async (instance: Instance): Promise<void> => {
  const held = await readHeld()
  if (held === undefined) return
  const holders = await livingOthers(held, instance)
  if (holders.length > 0) return writeRecord(recordPath, { ...held, holders })
  const current = await readSettings()
  for (const [name, value] of Object.entries(held.settings))
    if (current[name] !== value) await write(name, value)
  if (!held.namespaceFolder) await removeNamespaceFolder()
  await unlink(recordPath)
  await rmdir(dirname(recordPath))
}

/** A sandbox lives as long as its switch does: one that is gone without a `down` holds nothing. */
const livingOthers = async (held: Held, instance: Instance): Promise<string[]> => {
  const others = held.holders.filter((id) => id !== instance.id)
  const living = await Promise.all(
    others.map(async (id) => (await namespacesOf({ ...instance, id, names: namesOf(id) })).length > 0),
  )
  return others.filter((_, index) => living[index])
}

/** What this kernel has of the settings, with their values. */
export const readSettings = async (): Promise<Record<string, number>> => {
  const values = await Promise.all(
    raisedSettings.map(async ({ name }) => {
      try {
        return [[name, Number(await readFile(join('/proc/sys', name), 'utf8'))] as const]
      } catch {
        return []
      }
    }),
  )
  return Object.fromEntries(values.flat())
}

const write = (name: string, value: number): Promise<void> =>
  writeFile(join('/proc/sys', name), String(value))

import { rotateMasterKey, type Rotation } from '@slipway/platform'
import { loadSettings } from '@slipway/settings'
import { Command } from 'commander'

export const keyCommand = (): Command =>
  new Command('key').description('the master key that seals credentials and cluster secrets').addCommand(
    new Command('rotate')
      .description('make a new master key and seal every secret under it; the platform goes on meanwhile')
      .option('--json', 'for programs')
      .addHelpText('after', usage)
      .action(async ({ json }: { json?: true }) => {
        const rotation = await rotateMasterKey(await loadSettings())
        process.stdout.write(`${json ? JSON.stringify(rotation, null, 2) : rotatedText(rotation)}\n`)
      }),
  )

const usage = `
It runs where the platform runs, by its settings (slipway config). Keys that SLIPWAY_MASTER_KEY gives are made
elsewhere: put the new one first, start the platform again, and call this. Workers on other machines need the new
file of masterKeys at once.

Example:
  $ slipway key rotate`

export const rotatedText = ({ key, resealed }: Rotation): string =>
  [
    `master key ${key} seals from now on; ${resealed} ${resealed === 1 ? 'secret was' : 'secrets were'} sealed anew`,
    'keep the older keys for as long as you keep backups of the database from before',
  ].join('\n')

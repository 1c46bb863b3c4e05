import { loadSettings, showSettings, type ShownSetting } from '@slipway/settings'
import { Command } from 'commander'
import { table } from '../command/table.ts'

export const configCommand = (): Command =>
  new Command('config')
    .description('the settings of the platform: what holds, where it comes from, what it means')
    .option('--json', 'for scripts')
    .addHelpText('after', '\nExample: SLIPWAY_API_LISTEN=127.0.0.1:9000 slipway config')
    .action(async ({ json }: { json?: true }) => {
      const loaded = await loadSettings()
      const shown = showSettings(loaded)
      process.stdout.write(
        json
          ? `${JSON.stringify(shown, undefined, 2)}\n`
          : `${settingsTable(shown)}\n\nfile: ${loaded.file}\n`,
      )
    })

/** Every setting, also those that nothing is said of, with the variable that sets it. */
export const settingsTable = (shown: readonly ShownSetting[]): string =>
  table(
    ['SETTING', 'VALUE', 'SOURCE', 'VARIABLE', 'MEANING'],
    shown.map(({ name, value, source, variable, about }) => [name, textOf(value), source, variable, about]),
  )

const textOf = (value: unknown): string => {
  if (value === undefined) return '-'
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

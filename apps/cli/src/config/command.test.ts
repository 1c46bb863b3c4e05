import { loadSettings, showSettings } from '@slipway/settings'
import { expect, test } from 'vitest'
import { settingsTable } from './command.ts'

const shown = async () =>
  settingsTable(
    showSettings(
      await loadSettings({
        SLIPWAY_DATA: '/somewhere/that/is/not/there',
        SLIPWAY_DATABASE_URL: 'postgres://slipway:hunter2@db/slipway',
        SLIPWAY_BUNDLES_LISTEN: '192.0.2.1,192.0.2.2',
      }),
    ),
  )

test('every setting is shown with its value, its source and the variable that sets it', async () => {
  const lines = (await shown()).split('\n')
  expect(lines.find((line) => line.startsWith('api.listen'))).toMatch(
    /^api\.listen +127\.0\.0\.1:7440 +default +SLIPWAY_API_LISTEN +where API and dashboard listen/,
  )
  expect(lines.find((line) => line.startsWith('bundles.listen'))).toMatch(
    /192\.0\.2\.1, 192\.0\.2\.2 +environment/,
  )
  expect(lines.find((line) => line.startsWith('api.publicUrl'))).toMatch(/^api\.publicUrl +- +unset/)
})

test('secrets are masked', async () => {
  expect(await shown()).not.toContain('hunter2')
  expect(await shown()).toMatch(/^database\.url +\*{8} +environment/m)
})

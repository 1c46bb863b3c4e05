import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'

const offline = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

/** Opens Debian's Chromium with a profile of its own, which is gone when it is closed. */
export const openBrowser = async (options: { language: string; width?: number }) => {
  const profile = await mkdtemp(join(tmpdir(), 'slipway-browser-'))
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...offline],
    locale: options.language,
    viewport: { width: options.width ?? 1440, height: 900 },
  })
  const page: Page = context.pages()[0] ?? (await context.newPage())
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  return {
    page,
    context,
    /** What the page wrote to its console as an error, breaches of the content security policy among it. */
    complaints,
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

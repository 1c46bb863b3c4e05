import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from './testing/browser.ts'
import { openStandIn } from './testing/stand-in.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const unreachable = {
  code: 'host/Unreachable',
  data: { host: 'worker-2', address: '192.0.2.13', reason: 'connection timed out' },
}
let standIn: Awaited<ReturnType<typeof openStandIn>>
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../build.ts')], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})
beforeEach(async () => {
  standIn = await openStandIn()
  browser = await openBrowser({ language: 'en-GB' })
})
afterEach(async () => {
  await browser.close()
  await standIn.close()
})

const open = (path: string) => browser.page.goto(`${standIn.url}${path}`)

test('whoever is not signed in is asked to, told what is wrong, and led to where he wanted to go', async () => {
  const { page } = browser
  await open('/operations/op1')
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Password').fill('right')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Create demo' }).waitFor()
  expect(
    await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)).join()),
  ).toBe('')
})

test('the list of clusters teaches when it is empty, and changes by itself', async () => {
  standIn.stage.signedIn = true
  standIn.stage.clusters = []
  await open('/')
  await browser.page.getByText('There are no clusters yet.').waitFor()
  await expect
    .poll(
      async () => {
        standIn.stage.changeCluster({ state: 'RUNNING', openOperation: null })
        return browser.page.getByRole('row', { name: /demo.*running/ }).count()
      },
      { timeout: 30_000 },
    )
    .toBe(1)
})

test('an operation is seen live, and what failed stands first with host, cause and remedy', async () => {
  const { page } = browser
  standIn.stage.signedIn = true
  standIn.stage.happen('reach', 'cp-1', 'CHANGED')
  standIn.stage.happen('reach', 'worker-2', 'RUNNING')
  await open('/operations/op1')
  await page.getByRole('button', { name: /^\S.*, cp-1, changed, 7 s/ }).waitFor()
  await page.getByRole('button', { name: /worker-2, running/ }).waitFor()
  standIn.stage.happen('reach', 'worker-2', 'FAILED', unreachable)
  standIn.stage.end('FAILED')
  const failure = page.getByRole('alert')
  await failure.waitFor()
  expect(await failure.textContent()).toContain('worker-2')
  await page.getByRole('heading', { name: 'Create demo' }).locator('..').getByText('failed').waitFor()
  expect(browser.complaints).toEqual([])
})

test('a lost connection is said, and what was missed is caught up', async () => {
  const { page } = browser
  standIn.stage.signedIn = true
  standIn.stage.happen('reach', 'cp-1', 'RUNNING')
  await open('/operations/op1')
  await page
    .getByRole('button', { name: /cp-1, running/ })
    .first()
    .waitFor()
  await expect.poll(() => standIn.socketCount(), { timeout: 30_000 }).toBeGreaterThan(0)
  standIn.cutSockets()
  await page.getByText('No live connection since').waitFor()
  standIn.stage.happen('reach', 'cp-1', 'CHANGED')
  standIn.stage.happen('prepare-host', 'cp-1', 'RUNNING')
  standIn.allowSockets()
  await page.getByRole('button', { name: /cp-1, changed/ }).waitFor()
  await page.getByText('No live connection since').waitFor({ state: 'detached' })
})

test('by keyboard alone a cell is reached and its log opened; output is text, never markup', async () => {
  const { page } = browser
  standIn.stage.signedIn = true
  standIn.stage.happen('reach', 'cp-1', 'CHANGED')
  standIn.stage.log = [
    { step: 'reach', task: 'Connect', text: '\u001b[32mok\u001b[0m <img src=x onerror=alert(1)>' },
    { step: 'prepare-host', task: 'Packages', text: 'not of this cell' },
  ]
  await open('/operations/op1')
  await page
    .getByRole('button', { name: /worker-1/ })
    .first()
    .focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  const log = page.getByRole('log')
  await log.getByText('ok <img src=x onerror=alert(1)>').waitFor()
  await log.getByText('End of the log').waitFor()
  expect(await log.textContent()).not.toContain('not of this cell')
  expect(await log.locator('img').count()).toBe(0)
})

test('the whole dashboard speaks Chinese when asked to, and remembers it', async () => {
  const { page } = browser
  standIn.stage.signedIn = true
  await open('/')
  await page.getByLabel('Language').selectOption('zh')
  await page.getByRole('heading', { name: '集群' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '集群' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh')
})

const screens = ['/sign-in', '/', '/clusters/c1', '/operations', '/operations/op1', '/nowhere']
test.each(['light', 'dark'] as const)(
  'axe finds nothing on any screen, wide or narrow, in %s',
  async (theme) => {
    const { page } = browser
    await page.emulateMedia({ colorScheme: theme })
    standIn.stage.signedIn = true
    standIn.stage.happen('reach', 'cp-1', 'CHANGED')
    standIn.stage.happen('reach', 'worker-1', 'RUNNING')
    standIn.stage.happen('reach', 'worker-2', 'FAILED', unreachable)
    for (const width of [360, 1440])
      for (const path of screens) {
        await page.setViewportSize({ width, height: 800 })
        await open(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        if (path === '/operations/op1')
          await page
            .getByRole('button', { name: /worker-1/ })
            .first()
            .click()
        await page.waitForLoadState('networkidle')
        // by the debugger: the page's own policy lets no script in
        const found = await page.evaluate(
          `${axe}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
        )
        expect(found, `${path} at ${width}`).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, `${path} at ${width} is wider than the window`).toBeLessThanOrEqual(0)
      }
  },
)

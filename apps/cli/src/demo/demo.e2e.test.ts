import { openSandbox } from '@slipway/sandbox'
import { endPlatform } from '@slipway/platform'
import { firstPasswordPath, runningPlatform } from '@slipway/settings'
import { openBrowser } from '@slipway/ui/testing'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openCommandLine } from '../testing/command-line.ts'
import { nodesOf } from './nodes.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-demo-'))
  await chmod(data, 0o755) // PostgreSQL runs as an account of its own
})
afterEach(async () => {
  await endPlatform(data)
  await (await openSandbox({ dataFolder: data })).down()
  await rm(data, { recursive: true })
})

interface Run {
  program: ChildProcess
  lines: string[]
  /** Settles with the first line that has this in it. */
  says(text: string): Promise<string>
  code: Promise<number | null>
}

const demo = (...args: string[]): Run => {
  const main = new URL('./main.ts', import.meta.url).pathname
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SLIPWAY_DATA: data },
  })
  const lines: string[] = []
  for (const input of [program.stdout, program.stderr])
    createInterface({ input }).on('line', (line) => {
      lines.push(line)
      program.emit('said', line)
    })
  const code = once(program, 'close').then(([ended]) => ended as number | null)
  return {
    ...{ program, lines, code },
    says: (text) =>
      new Promise((resolve, reject) => {
        program.on('said', (line: string) => line.includes(text) && resolve(line))
        void code.then(() => reject(new Error(lines.join('\n'))))
      }),
  }
}

/** Whoever still runs for this data folder. */
const leftOver = async (): Promise<string[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  )
  return commands.filter((command) => command.includes(data))
}

/** In a real browser: the operation as the dashboard shows it, from its middle to its end, with the log of a cell. */
const watch = async (): Promise<void> => {
  const browser = await openBrowser({ language: 'en-GB' })
  const { page } = browser
  page.setDefaultTimeout(15 * 60_000)
  try {
    await page.goto(`${(await runningPlatform(data))?.url}/operations`)
    await page.getByLabel('User name').fill('admin')
    await page.getByLabel('Password').fill((await readFile(firstPasswordPath(data), 'utf8')).trim())
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'Create' }).click()
    const title = page.getByRole('heading', { name: 'Create demo' }).locator('..')
    await title.getByText('running').waitFor()
    await page
      .getByRole('button', { name: /, demo-2, (changed|already so)/ })
      .first()
      .click()
    await page.getByRole('log').getByText('End of the log').waitFor()
    await title.getByText('succeeded').waitFor()
    expect(await page.getByRole('button', { name: /, demo-3, (waiting|running|failed)/ }).count()).toBe(0)
    expect(browser.complaints).toEqual([])
  } finally {
    await browser.close()
  }
}

/** A person's own way in, by the command line: it works, and after its revocation the cluster refuses it. */
const enterAndLeave = async (): Promise<void> => {
  const person = await openCommandLine()
  const env = { SLIPWAY_SERVER: (await runningPlatform(data))?.url ?? '' }
  const slipway = async (args: string[], input?: string) => {
    const answer = await person.run(args, { env, ...(input !== undefined && { input }) })
    expect(answer.code, answer.stderr).toBe(0)
    return answer
  }
  try {
    await slipway(['login', '--password-stdin'], await readFile(firstPasswordPath(data), 'utf8'))
    const path = join(person.folder, 'kubeconfig')
    const given = await slipway(['cluster', 'kubeconfig', 'demo', '--hours', '1', '--output', path])
    const kubeconfig = await readFile(path, 'utf8')
    expect(await nodesOf(kubeconfig)).toHaveLength(3)
    await slipway(['cluster', 'revoke', /access ([0-9a-f-]{36})/.exec(given.stdout)?.[1] ?? ''])
    await expect(nodesOf(kubeconfig)).rejects.toThrow(/403|forbidden/i)
  } finally {
    await person.remove()
  }
}

const closing = /^demo: cluster demo Ready, 3\/3 nodes, create \d+\.\d s$/

test('interrupted while the cluster is made it goes on where it was, in sight, and leaves nothing outside its folder', async () => {
  const first = demo()
  await first.says('operation ')
  first.program.kill('SIGINT')
  expect(await first.code).toBe(130)

  const seen = watch()
  seen.catch(() => undefined) // told below, after what the demo says
  const second = demo()
  expect(await second.code, second.lines.join('\n')).toBe(0)
  await seen
  expect(second.lines.at(-1)).toMatch(closing)
  expect(second.lines.some((line) => line.startsWith('plan '))).toBe(false) // it planned nothing anew

  const third = demo()
  expect(await third.code, third.lines.join('\n')).toBe(0)
  expect(third.lines.at(-1)).toBe(second.lines.at(-1)) // the same cluster by the same operation

  await enterAndLeave()
  const down = demo('--down')
  expect(await down.code, down.lines.join('\n')).toBe(0)
  expect(await leftOver()).toEqual([])
  expect((await (await openSandbox({ dataFolder: data })).list()).hosts).toEqual([])
})

test('once: makes all of it, takes it down again and closes with one line', async () => {
  const run = demo('--once')
  expect(await run.code, run.lines.join('\n')).toBe(0)
  expect(run.lines.at(-1)).toMatch(closing)
  expect(await leftOver()).toEqual([])
})

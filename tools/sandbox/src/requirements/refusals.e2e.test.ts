import { cacheFolder, run } from '@slipway/system'
import { watch } from 'node:fs'
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSandbox } from '../sandbox.ts'
import { startUp } from '../testing/start-up.ts'
import { makeTestFolder, removeTestFolder } from '../testing/test-folder.ts'
import { checkRequirements } from './check.ts'
import { programs } from './programs.ts'

let data: string
beforeAll(async () => {
  data = await makeTestFolder()
})
afterAll(() => removeTestFolder(data))

const folders = () => ({ data, cache: cacheFolder() })
const nothingWasMade = async (): Promise<void> => expect(await readdir(data)).not.toContain('sandbox')

test('without root, up says so and makes nothing', async () => {
  await chmod(data, 0o755)
  const up = startUp(folders(), ['one'], ['setpriv', '--reuid=65534', '--clear-groups'])
  const { code, errors } = await up.ended
  expect(code).toBe(1)
  expect(errors).toContain('need root')
  expect(errors).toContain('runs as user 65534')
  expect(errors).toContain('do: Run the same command as root')
  await nothingWasMade()
})

test('without a loop device, up says so and makes nothing', async () => {
  const hidden = 'mount --bind /dev/null /dev/loop-control && mount -t tmpfs none /mnt && exec "$@"'
  const busy = 'for loop in /dev/loop[0-9]*; do mount --bind /dev/null "$loop"; done'
  const wrapper = ['unshare', '--mount', 'sh', '-c', `${busy}; ${hidden}`, 'sh']
  const { code, errors } = await startUp(folders(), ['one'], wrapper).ended
  expect(code).toBe(1)
  expect(errors).toContain('no free loop device')
  expect(errors).toContain('where: /dev/loop-control')
  expect(errors).toContain('modprobe loop')
  await nothingWasMade()
})

test('without room for the template or for a disk, up names the folder and the bytes', async () => {
  const cache = join(data, 'small')
  await mkdir(cache)
  const wrapper = [
    'unshare',
    '--mount',
    'sh',
    '-c',
    'mount -t tmpfs -o size=64m small "$0" && exec "$@"',
    cache,
  ]
  const { code, errors } = await startUp({ data, cache }, ['one'], wrapper).ended
  expect(code).toBe(1)
  expect(errors).toContain('not enough room on the disk')
  expect(errors).toContain(`where: ${cache}`)
  await (await openSandbox({ dataFolder: data })).down()
  await nothingWasMade()
})

describe('on a machine without some program', () => {
  const real = process.env.PATH!
  let bin: string
  beforeAll(async () => {
    bin = join(data, 'bin')
    await mkdir(bin)
    for (const program of ['sh', 'true']) await symlink(`/bin/${program}`, join(bin, program))
    for (const program of Object.keys(programs)) if (program !== 'mmdebstrap') await link(bin, program, real)
  })
  const elsewhere = async (path: string, work: () => Promise<void>): Promise<void> => {
    process.env.PATH = path
    await work().finally(() => (process.env.PATH = real))
  }

  test('up names the program, its package and the flag that installs it', () =>
    elsewhere(bin, () =>
      expect(checkRequirements({ install: false, report: () => {} })).rejects.toMatchObject({
        code: 'sandbox/PackagesMissing',
        data: { programs: ['mmdebstrap'], packages: ['mmdebstrap'] },
        words: { remedy: expect.stringMatching(/--install.*apt-get install mmdebstrap/) },
      }),
    ))

  test('--install installs just what is missing', async () => {
    const apt = `#!/bin/sh\necho "$@" >>${data}/apt.log\n[ "$1" = update ] || /bin/ln -s /bin/true ${bin}/mmdebstrap\n`
    await writeFile(join(bin, 'apt-get'), apt, { mode: 0o755 })
    await elsewhere(bin, () => checkRequirements({ install: true, report: () => {} }))
    expect(await readFile(join(data, 'apt.log'), 'utf8')).toMatch(
      /^update.*\ninstall .*--no-install-recommends mmdebstrap\n$/,
    )
  })

  test('where the kernel lacks a feature, up names it, what was tried said, and what to do', async () => {
    const broken = join(data, 'broken')
    await mkdir(broken)
    await writeFile(join(broken, 'nft'), '#!/bin/sh\necho "Operation not supported" >&2; exit 1\n', {
      mode: 0o755,
    })
    await elsewhere(`${broken}:${real}`, () =>
      expect(checkRequirements({ install: false, report: () => {} })).rejects.toMatchObject({
        code: 'sandbox/KernelFeaturesMissing',
        data: { features: [{ name: expect.stringContaining('bridge'), why: 'Operation not supported' }] },
        words: { remedy: expect.stringContaining('modprobe nf_tables') },
      }),
    )
  })
})

const link = async (bin: string, program: string, path: string): Promise<void> => {
  const { stdout } = await run(['sh', '-c', 'command -v "$0"', program], { env: { PATH: path } })
  await symlink(stdout, join(bin, basename(program)))
}

describe('a host that ends while it boots', () => {
  const untilConsoleSpeaks = (): Promise<void> =>
    new Promise((resolve) => {
      const folder = join(data, 'sandbox/hosts/one')
      const look = async () => {
        if ((await stat(join(folder, 'console.log')).catch(() => undefined))?.size) resolve(watcher.close())
      }
      const watcher = watch(folder, () => void look())
      void look()
    })

  test('is reported at once, with its last lines, and the same command boots it', async () => {
    const up = startUp(folders(), ['one'])
    await up.line('one: booting')
    await untilConsoleSpeaks()
    await (await openSandbox({ dataFolder: data })).kill('one')
    const { code, errors } = await up.ended
    expect(code).toBe(1)
    expect(errors).toContain('The host one ended while it booted')
    expect(errors).toContain('hosts/one/console.log')
    expect(errors).toContain('do: Run the same command again')
    expect((await startUp(folders(), ['one']).ended).code).toBe(0)
    expect((await (await openSandbox({ dataFolder: data })).list()).hosts).toMatchObject([
      { name: 'one', state: 'running' },
    ])
  })
})

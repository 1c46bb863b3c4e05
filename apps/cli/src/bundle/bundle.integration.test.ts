import { chmod, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { madeBundle } from '../testing/made-bundle.ts'
import { slipway, type Answer } from '../testing/slipway.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-cli-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const bundle = (...args: string[]) => slipway(folder, 'bundle', ...args)

/** A refusal says what, where and what to do, and shows nobody a stack. */
const expectRefusal = ({ code, stdout, stderr }: Answer, wanted: number, ...words: (string | RegExp)[]) => {
  expect(stderr).toMatch(/^error: .+\n {2}where: .+\n(.*\n)* {2}do: .+\n/m)
  for (const word of words) expect(stderr).toMatch(word)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(stdout).toBe('')
  expect(code).toBe(wanted)
}

describe('help', () => {
  test('of the program names its rooms', async () => {
    const { code, stdout } = await slipway(folder, '--help')
    expect(code).toBe(0)
    for (const room of ['bundle', 'sandbox']) expect(stdout).toMatch(new RegExp(`^ +${room} .*\\w+ `, 'm'))
  })

  test('of bundles names every command, and of a command its options', async () => {
    const { code, stdout } = await bundle('--help')
    expect(code).toBe(0)
    for (const command of ['build', 'verify', 'list', 'export', 'import', 'serve', 'lock'])
      expect(stdout).toMatch(new RegExp(`^ +${command}\\b`, 'm'))
    expect((await bundle('build', '--help')).stdout).toContain('--os <list>')
  })

  test('makes no folder', async () => {
    await bundle('--help')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('what is typed wrong is refused with exit code 2, and how it is right is shown', () => {
  test.each([
    [['bundle', 'biuld'], /unknown command 'biuld'/],
    [['bundle', 'build', '--os', 'windows'], /Known are debian-12 and rhel-9, not "windows"/],
    [['bundle', 'build', '--source', 'ftp'], /modules, release/],
    [['bundle', 'serve', '--files-port', 'http'], /from 0 to 65535/],
    [['bundle', 'list', '--colour'], /unknown option '--colour'/],
    [['bundle', 'export'], /missing required argument 'version'/],
  ])('%j', async (args, words) => {
    const { code, stderr } = await slipway(folder, ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(words)
    expect(stderr).toMatch(/Usage: slipway bundle/)
  })
})

describe('where nothing is yet', () => {
  test('the list teaches how to get a bundle', async () => {
    const { code, stdout } = await bundle('list')
    expect(code).toBe(0)
    expect(stdout).toMatch(/No bundle is here yet.*slipway bundle build.*slipway bundle import FILE/)
  })

  test('the list for programs is empty', async () => {
    expect(JSON.parse((await bundle('list', '--json')).stdout)).toEqual([])
  })

  test('a check, and the contents of a version, are refused', async () => {
    expectRefusal(await bundle('verify'), 3, 'No bundle is here yet', 'slipway bundle build')
    expectRefusal(await bundle('verify', '1.36.3'), 2, '1.36.3')
    expectRefusal(await bundle('list', '9.9.9'), 2, 'no bundle of Kubernetes 9.9.9')
    expectRefusal(await bundle('export', '9.9.9'), 2, '9.9.9')
  })

  test('an unknown version cannot be built, and the known ones are named', async () => {
    expectRefusal(await bundle('build', '9.9.9'), 2, 'Known: 1.36.3, 1.37.1')
  })

  test('hashes of a recipe that there is not cannot be renewed', async () => {
    expectRefusal(await bundle('lock', 'kubernetse'), 2, 'kubernetse', /Known: .*kubernetes/)
  })
})

describe('a bundle that was made elsewhere', () => {
  test('is imported with its key, listed, verified and exported as the same bundle', async () => {
    const { file, keyPath, keyId } = await madeBundle(folder)
    const imported = await bundle('import', file, '--key', keyPath)
    expect(imported).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^bundle 1\.36\.3: 3 blobs/) as string,
    })
    expect((await bundle('list')).stdout).toMatch(
      new RegExp(`^1\\.36\\.3 +modules +debian-12 +1 +.*${keyId}$`, 'm'),
    )
    expect((await bundle('list', '1.36.3')).stdout).toMatch(
      /^binary kubelet 1\.36\.3 .*Apache-2\.0 +made by the test$/m,
    )
    expect((await bundle('list', '9.9.9')).stderr).toContain('Known: 1.36.3')
    expect(await bundle('verify')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(keyId) as string,
    })
    const exported = await bundle('export', '1.36.3', 'again.tar.zst')
    expect(exported).toMatchObject({ code: 0, stdout: expect.stringContaining(`id ${keyId}`) as string })
  })

  test('is refused without its key, with exit code 5, and a refused file makes no key trusted', async () => {
    const { file, keyPath, keyId } = await madeBundle(folder)
    expectRefusal(await bundle('import', file), 5, keyId, '--key FILE')
    await truncate(file, 300)
    expectRefusal(await bundle('import', file, '--key', keyPath), 7, 'ends too early')
    expect((await bundle('list')).stdout).toContain('No bundle is here yet')
    expect(await readdir(join(folder, 'data/keys/trusted')).catch(() => [])).toEqual([])
  })

  test('is refused with exit code 7 when it was damaged here, naming the artifact and both hashes', async () => {
    const { file, keyPath, kubelet } = await madeBundle(folder)
    await bundle('import', file, '--key', keyPath)
    const blob = join(folder, 'data/bundles/blobs/sha256', kubelet.sha256)
    await chmod(blob, 0o644)
    await writeFile(blob, 'the KUBELET')
    const refused = await bundle('verify', '1.36.3')
    expectRefusal(
      refused,
      7,
      'binary kubelet 1.36.3',
      blob,
      `expected sha256 ${kubelet.sha256}`,
      'found    sha256',
    )
    await bundle('import', file)
    expect((await bundle('verify')).code).toBe(0)
  })
})

test('files that are no bundle and no key are refused by name with exit code 2', async () => {
  const { file } = await madeBundle(folder)
  expectRefusal(await bundle('import', 'missing.tar.zst'), 2, 'missing.tar.zst')
  expectRefusal(await bundle('import', folder), 2, 'It is a folder')
  expectRefusal(await bundle('import', file, '--key', 'missing.pub'), 2, 'missing.pub')
  expectRefusal(await bundle('import', file, '--key', file), 2, 'not an ed25519 key')
})

test('a store whose index cannot be read is refused with exit code 7 and the file', async () => {
  await mkdir(join(folder, 'data/bundles'), { recursive: true })
  await writeFile(join(folder, 'data/bundles/index.json'), '{"schemaVersion":2')
  for (const command of ['list', 'verify'])
    expectRefusal(await bundle(command), 7, join(folder, 'data/bundles/index.json'))
})

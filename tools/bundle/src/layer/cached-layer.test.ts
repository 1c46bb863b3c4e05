import { readdir, readFile, writeFile } from 'node:fs/promises'
import type { Progress } from '@slipway/system'
import { beforeEach, expect, test } from 'vitest'
import { flipBit } from '../testing/damage.ts'
import { useFolder } from '../testing/folder.ts'
import { cachedLayer } from './cached-layer.ts'
import type { LayerEntry } from './entries.ts'

const folder = useFolder()
let started: string[]
beforeEach(() => {
  started = []
})
const progress: Progress = {
  start: (label) => {
    started.push(label)
    return { note: () => undefined, done: () => undefined, failed: () => undefined }
  },
}
const layer = (entries: readonly LayerEntry[]) =>
  cachedLayer('a tool', entries, {
    cacheFolder: folder.path,
    progress,
    signal: new AbortController().signal,
  })
const tool = (content = 'a tool', mode = 0o755): LayerEntry => ({ type: 'file', path: 'tool', mode, content })

test('a layer is packed once, in sight, and then found', async () => {
  const first = await layer([tool()])
  const time = await readFile(first.path)
  expect(await layer([tool()])).toEqual(first)
  expect(started).toEqual(['pack a tool'])
  expect(await readFile(first.path)).toEqual(time)
})

test('other content or another mode is another layer', async () => {
  const paths = [await layer([tool()]), await layer([tool('other')]), await layer([tool('a tool', 0o644)])]
  expect(new Set(paths.map(({ path }) => path)).size).toBe(3)
})

test.each([
  ['its file was damaged', (path: string) => flipBit(path)],
  [
    'a killed process left half of what is noted of it',
    (path: string) => writeFile(`${path}.json`, '{"diffId":"ab'),
  ],
  ['what is noted of it is not of a layer', (path: string) => writeFile(`${path}.json`, '{}')],
])('a layer is packed again when %s', async (_, damage) => {
  const first = await layer([tool()])
  const bytes = await readFile(first.path)
  await damage(first.path)
  expect(await layer([tool()])).toEqual(first)
  expect(await readFile(first.path)).toEqual(bytes)
  expect(started).toHaveLength(2)
})

test('a packing that fails leaves nothing but its lock', async () => {
  await writeFile(folder.at('program'), 'x')
  const entry: LayerEntry = { type: 'file', path: 'a', mode: 0o644, source: folder.at('program') }
  const stopped = cachedLayer('a', [entry], {
    cacheFolder: folder.path,
    progress,
    signal: AbortSignal.abort(new DOMException('interrupted', 'AbortError')),
  })
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
  expect((await readdir(folder.at('layers'))).filter((name) => !name.endsWith('.lock'))).toEqual([])
})

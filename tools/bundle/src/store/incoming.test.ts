import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { startModule } from '../testing/process.ts'
import { useFolder } from '../testing/folder.ts'
import { incomingFolder } from './incoming.ts'

const folder = useFolder()

test('each caller has a folder of its own', async () => {
  const [one, other] = [await incomingFolder(folder.path), await incomingFolder(folder.path)]
  expect(one).not.toBe(other)
  expect(await readdir(folder.path)).toHaveLength(2)
})

test('what a killed process left is removed, and what a living one works on is not', async () => {
  const text = `import { incomingFolder } from '{source}/store/incoming.ts'
    console.log(await incomingFolder(${JSON.stringify(folder.path)})); setInterval(() => {}, 1e6)`
  const killed = startModule(text)
  await killed.printed('\n')
  const left = killed.output().trim()
  await writeFile(`${left}/half`, 'half a blob')
  const own = await incomingFolder(folder.path)
  expect(await readFile(`${left}/half`, 'utf8')).toBe('half a blob')
  killed.child.kill('SIGKILL')
  await killed.ended
  const next = await incomingFolder(folder.path)
  expect((await readdir(folder.path)).map((name) => folder.at(name)).toSorted()).toEqual(
    [own, next].toSorted(),
  )
})

test('a process that got the id of one that ended is not taken for it', async () => {
  const living = spawn('sleep', ['600'])
  await once(living, 'spawn')
  await mkdir(folder.at(`${living.pid}-1-of-an-earlier-process`))
  await incomingFolder(folder.path)
  expect(await readdir(folder.path)).toHaveLength(1)
  living.kill()
})

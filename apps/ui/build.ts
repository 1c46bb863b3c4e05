import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTypes, runHere } from './types.ts'

const ui = import.meta.dirname
const inputs = [
  'src/**/*.*',
  'static/*',
  '*.{ts,json}',
  '../api/schema.graphql',
  '../../libs/words/src/**/*.ts',
  '../../package-lock.json',
]
const stamp = join(ui, 'build', '.inputs')

const hashOfInputs = (): string => {
  const hash = createHash('sha256')
  for (const path of globSync(inputs, { cwd: ui }).toSorted())
    hash.update(path).update(readFileSync(join(ui, path)))
  return hash.digest('hex')
}

const built = (): string | undefined => {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return undefined
  }
}

// Builds the dashboard into build/ where anything that goes into it has changed.
const wanted = hashOfInputs()
if (built() !== wanted) {
  makeTypes()
  runHere('vite', 'build', '--logLevel', 'error')
  writeFileSync(stamp, wanted)
}

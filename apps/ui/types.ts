import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const ui = import.meta.dirname

/** Runs a program of the workspace in the dashboard's folder; throws with what it printed where it fails. */
export const runHere = (program: string, ...args: string[]): void => {
  const path = `${join(ui, 'node_modules/.bin')}:${join(ui, '../../node_modules/.bin')}:${process.env['PATH'] ?? ''}`
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: ui,
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`)
}

/** Makes the types that the dashboard is checked by: SvelteKit's own, and those of the API's schema. */
export const makeTypes = (): void => {
  mkdirSync(join(ui, '.svelte-kit'), { recursive: true })
  runHere('svelte-kit', 'sync')
  runHere('gql.tada', 'generate-output')
}

if (import.meta.main) makeTypes()

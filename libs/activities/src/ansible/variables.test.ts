import { ansible, step } from '@slipway/domain'
import { expect, test } from 'vitest'
import { variablesOf } from './variables.ts'

const make = (name: string, args: Record<string, string | number>) =>
  step(name, {
    on: 'hosts',
    verify: 'nothing',
    undo: { impossible: 'nothing' },
    run: ansible(name, args),
  })
const nothing = {
  secrets: {},
  outputs: {},
  platform: { files_url: 'https://x', registry: 'x:1', ca_pem: 'P' },
}

test('roles find the plan’s variables, arguments, outputs, secrets and the platform by name', () => {
  const steps = [make('one', { word: 'a' }), make('two', { number: 2 })]
  expect(
    variablesOf({ variables: { cluster: { name: 'c' } } }, steps, {
      ...nothing,
      secrets: { join_token: 't' },
      outputs: { ca_hash: 'h' },
    }),
  ).toEqual({
    cluster: { name: 'c' },
    word: 'a',
    number: 2,
    join_token: 't',
    ca_hash: 'h',
    platform: nothing.platform,
  })
})

test('a step’s argument wins over the plan’s variable', () => {
  expect(variablesOf({ variables: { word: 'plan' } }, [make('one', { word: 'step' })], nothing).word).toBe(
    'step',
  )
})

test('two steps of one run may give one name the same value, and no different ones', () => {
  const same = [make('one', { word: 'a' }), make('two', { word: 'a' })]
  expect(variablesOf({ variables: {} }, same, nothing).word).toBe('a')
  const different = [make('one', { word: 'a' }), make('two', { word: 'b' })]
  expect(() => variablesOf({ variables: {} }, different, nothing)).toThrow(
    'one and two give word different values',
  )
})

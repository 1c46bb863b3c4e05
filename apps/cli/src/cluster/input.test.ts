import { expect, test } from 'vitest'
import { merged } from './input.ts'
import { parseSpec } from './spec-file.ts'

test('options win over the file, each as a whole', () => {
  const file = { name: 'old', workers: ['a', 'b'], podNetwork: '10.1.0.0/16' }
  expect(merged('new', file, { worker: ['c'] })).toEqual({
    name: 'new',
    workers: ['c'],
    podNetwork: '10.1.0.0/16',
  })
  expect(merged(undefined, file, {})).toEqual(file)
})

test('a file describes a cluster in YAML, and so in JSON', () => {
  expect(parseSpec('name: demo\ncontrolPlanes: [cp-1]\n', 'x')).toEqual({
    name: 'demo',
    controlPlanes: ['cp-1'],
  })
  expect(parseSpec('{"name": "demo"}', 'x')).toEqual({ name: 'demo' })
  expect(parseSpec('', 'x')).toEqual({})
})

test.each([
  ['workers: worker-1', /workers/],
  ['wrokers: [worker-1]', /wrokers/],
  ['name: [', /spec\.yaml/],
])('a file that says something else is refused with what is wrong: %s', (text, words) => {
  expect(() => parseSpec(text, 'spec.yaml')).toThrow(words)
})

import { expect, test } from 'vitest'
import { raisedSettings, settingsToChange } from './settings.ts'

const asWanted = Object.fromEntries(raisedSettings.map(({ name, value }) => [name, value]))
const changed = (differences: Record<string, number>) =>
  settingsToChange({ ...asWanted, ...differences }).map(({ name }) => name)

test('what is as it should be is left alone', () => expect(changed({})).toEqual([]))

test('what is too low is raised, what is higher stays', () => {
  expect(changed({ 'fs/inotify/max_user_instances': 128 })).toEqual(['fs/inotify/max_user_instances'])
  expect(changed({ 'fs/inotify/max_user_instances': 10_000 })).toEqual([])
})

test('what a kubelet wants to be exactly so is made so', () => {
  expect(changed({ 'vm/overcommit_memory': 0, 'kernel/panic': 60 })).toEqual([
    'vm/overcommit_memory',
    'kernel/panic',
  ])
})

test('a setting that this kernel does not have is none to change', () => {
  expect(settingsToChange({})).toEqual([])
})

import { expect, test } from 'vitest'
import { useFolder } from '../testing/folder.ts'
import { reportingFullDisk, requireSpace } from './space.ts'

const folder = useFolder()

test('more than a disk has free is refused with both figures, before anything is made', async () => {
  await expect(requireSpace(folder.path, 1e18)).rejects.toMatchObject({
    code: 'bundle/NoSpace',
    data: { folder: folder.path, neededBytes: 1e18, freeBytes: expect.any(Number) as number },
  })
  await expect(requireSpace(folder.at('new'), 1)).resolves.toBeUndefined()
})

test.each([
  ['by the system', Object.assign(new Error('write'), { code: 'ENOSPC' })],
  ['by a program', new Error('write /tmp/x: no space left on device')],
])('a disk that fills up meanwhile is reported, told %s', async (_, error) => {
  await expect(reportingFullDisk([folder.path], () => Promise.reject(error))).rejects.toMatchObject({
    code: 'bundle/NoSpace',
    data: { folder: folder.path },
  })
})

test('every other failure goes on as it is', async () => {
  const error = Object.assign(new Error('read'), { code: 'EIO' })
  await expect(reportingFullDisk([folder.path], () => Promise.reject(error))).rejects.toBe(error)
})

import { expect, test } from 'vitest'
import { timeline } from './timeline.ts'

test('every step on every host is a bar of its own length, named and measured', () => {
  const picture = timeline('create <1+1>', [
    { step: 'reach', target: 'cp-1', from: 0, to: 1 },
    { step: 'init', target: 'cp-1', from: 1, to: 11 },
  ])
  const widths = [...picture.matchAll(/<rect x="[^"]+" y="\d+" width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  )
  expect(widths).toHaveLength(2)
  expect(widths[1]! / widths[0]!).toBeCloseTo(10, 1)
  expect(picture).toContain('init · cp-1')
  expect(picture).toContain('10.0 s')
  expect(picture).toContain('create &lt;1+1&gt;')
})

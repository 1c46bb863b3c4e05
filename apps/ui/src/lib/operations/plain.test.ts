import { expect, test } from 'vitest'
import { plain } from './plain.ts'

test('what a terminal would obey is taken out of a host’s output', () => {
  expect(plain('\u001b[31mred\u001b[0m \u001b]0;title\u0007plain\u0008')).toBe('red plain')
})

test('markup stays the text that it is', () => {
  expect(plain('<b onclick="x">')).toBe('<b onclick="x">')
})

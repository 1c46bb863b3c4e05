import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import type { Area } from './entry.ts'
import { words } from './words.ts'

const placeholders = (text = ''): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted()

test('both languages have every code, and fill in the same parameters', () => {
  for (const [area, english] of Object.entries(catalogue.en as Record<string, Area>)) {
    const chinese = (catalogue.zh as Record<string, Area>)[area]!
    expect(Object.keys(chinese).toSorted(), area).toEqual(Object.keys(english).toSorted())
    for (const [name, entry] of Object.entries(english))
      expect(placeholders(Object.values(chinese[name]!).join(' ')), `${area}/${name}`).toEqual(
        placeholders(Object.values(entry).join(' ')),
      )
  }
})

test('a code without words is shown as it is, rather than nothing', () => {
  expect(words('zh', 'host/NeverHeardOf')).toEqual({ what: 'host/NeverHeardOf' })
})

test('what several findings say stands in the language of the sentence around them', () => {
  const findings = [
    { code: 'preflight/PortTaken', data: { host: 'one', port: 10250, process: 'nginx' } },
    { code: 'preflight/ReadOnly', data: { host: 'one', path: '/var/lib' } },
  ]
  expect(words('en', 'preflight/HostUnfit', { host: 'one', findings }).why).toBe(
    'Port 10250 of the host one is in use by nginx. The file system of /var/lib on the host one is mounted read-only.',
  )
  expect(words('zh', 'preflight/HostUnfit', { host: 'one', findings }).why).toMatch(/10250.*\/var\/lib/)
  expect(words('zh', 'preflight/HostUnfit', { host: 'one', findings }).why).not.toContain('Port')
})

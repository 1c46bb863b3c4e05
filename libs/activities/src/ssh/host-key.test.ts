import { expect, test } from 'vitest'
import { algorithmsFor, fingerprintOf, hostKeyOf } from './host-key.ts'

/** Made by ssh-keygen; the fingerprint is what ssh-keygen -lf says of it. */
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICaRb1FSBvhRVCiOfJWAqAQWmPx6gH0YIJlim0ITOdBn'

test('a key is kept as known_hosts writes it, and shown as ssh-keygen shows it', () => {
  expect(hostKeyOf(Buffer.from(key.split(' ')[1]!, 'base64'))).toBe(key)
  expect(fingerprintOf(key)).toBe('SHA256:juT/NlyXaRhf9sYE5ul7UTxCSUBgjUWcngabVmdyQZs')
})

test('a host that was seen is asked for the kind of key that it showed, and for no other', () => {
  expect(algorithmsFor(key)).toEqual(['ssh-ed25519'])
  expect(algorithmsFor('ssh-rsa AAAA')).not.toContain('ssh-ed25519')
})

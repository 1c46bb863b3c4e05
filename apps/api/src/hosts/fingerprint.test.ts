import { expect, test } from 'vitest'
import { fingerprintOf } from './fingerprint.ts'

test('a fingerprint is the one that ssh-keygen -l shows', () => {
  // GitHub's own, as it publishes both
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'
  expect(fingerprintOf(key)).toBe('SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU')
})

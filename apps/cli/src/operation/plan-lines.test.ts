import { expect, test } from 'vitest'
import { displayWidth } from '../command/width.ts'
import { plan } from '../testing/world.ts'
import { planLines } from './plan-lines.ts'

const findings = [
  {
    severity: 'WARNING',
    code: 'x/Unknown',
    data: {},
    message: 'The clock is not synchronized.',
    host: { name: 'cp-1' },
  },
  {
    severity: 'BLOCKER',
    code: 'x/Unknown',
    data: {},
    message: 'worker-1 has 1 CPU.',
    host: { name: 'worker-1' },
  },
] as const

test('a plan shows every step with its hosts, its time and what it disrupts, then the findings, blockers first', () => {
  const shown = planLines({ ...plan, findings: [...findings] }, { width: 80, language: 'en' })
  expect(`\n${shown.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    create demo, Kubernetes 1.36.3: 4 steps, about 34 s
    plan 5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a5f0a

    STEP                ON       EXPECTED  DISRUPTS  WHAT
    reach               3 hosts  4 s       -         Reach the hosts
    init-control-plane  cp-1     12 s      -         Start the first control plane
    join-workers        2 hosts  8 s       -         Join the workers
    verify              cluster  -         -         Verify the cluster by use

    reach on cp-1, worker-1, worker-2

    join-workers on worker-1, worker-2

    undone by reset-host (Put the host back to how it was found): reach,
      init-control-plane, join-workers

    cannot be undone (It changes nothing.): verify

    BLOCKER worker-1: worker-1 has 1 CPU.

    warning cp-1: The clock is not synchronized.
    "
  `)
  expect(Math.max(...shown.map(displayWidth))).toBeLessThanOrEqual(80)
})

test('what was never measured promises no time', () => {
  const [head] = planLines({ ...plan, expectedSeconds: null }, { width: 80, language: 'en' })
  expect(head).toBe('create demo, Kubernetes 1.36.3: 4 steps, no time known yet')
})

test('what steps do is said in the language that was asked for', () => {
  const shown = planLines(plan, { width: 80, language: 'zh' }).join('\n')
  expect(shown).toMatch(/^reach .*[\u4e00-\u9fff]/m)
  expect(shown).not.toContain('Reach the hosts')
})

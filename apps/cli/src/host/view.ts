import type { Language } from '@slipway/words'
import { wordsOf } from '../client/refusal.ts'
import type { HostResult, HostsResult } from '../client/types.generated.ts'
import { ago, between, duration, moment } from '../command/moments.ts'
import { table } from '../command/table.ts'
import { factsLines, factsSummary } from './facts-lines.ts'

export type HostView = HostsResult['hosts']['nodes'][number]

export const roleText = { CONTROL_PLANE: 'control-plane', WORKER: 'worker' } as const

/** Hosts as a table: where they are, what they are, what they belong to, and how old the facts are. */
export const hostTable = (hosts: readonly HostView[], now: number): string =>
  table(
    ['NAME', 'ADDRESS', 'CREDENTIAL', 'CLUSTER', 'ROLE', 'FACTS', 'AGE'],
    hosts.map((host) => [
      host.name,
      host.port === 22 ? host.address : `${host.address}:${host.port}`,
      host.credential.name,
      host.cluster?.name ?? '-',
      host.role === null ? '-' : roleText[host.role],
      factsSummary(host.facts),
      ageOf(host, now),
    ]),
  )

const ageOf = ({ gathering, factsFailure, factsAt }: HostView, now: number): string => {
  if (gathering) return 'looking now'
  const age = factsAt === null ? 'never seen' : ago(factsAt, now)
  return factsFailure === null ? age : `${age}, FAILED since`
}

/** One host with all that is known of it. */
export const hostLines = (
  host: NonNullable<HostResult['host']>,
  { now, language }: { now: number; language: Language },
): string[] => {
  const membership = host.cluster && host.role ? `${roleText[host.role]} of ${host.cluster.name}` : 'none'
  return [
    `${host.name}  ${host.id}`,
    `address       ${host.address}:${host.port}`,
    `credential    ${host.credential.name}`,
    `host key      ${host.hostKey ?? 'not seen yet'}`,
    `cluster       ${membership}`,
    ...(host.factsAt === null ? [] : ['', `facts of ${ago(host.factsAt, now)} (${moment(host.factsAt)})`]),
    ...(host.facts === null ? [] : factsLines(host.facts)),
    ...failedLook(host, language),
    ...operationLines(host.operations.nodes),
  ]
}

/** Why the last look failed. */
export const failedLook = (
  { name, factsFailure }: Pick<HostView, 'name' | 'factsFailure'>,
  language: Language,
): string[] => {
  if (factsFailure === null) return []
  const { what, why, remedy } = wordsOf(language, factsFailure)
  return [
    '',
    `the last look at ${name} failed: ${what}`,
    ...(why === undefined ? [] : [`  why: ${why}`]),
    ...(remedy === '' ? [] : [`  do: ${remedy}`]),
  ]
}

const operationLines = (operations: NonNullable<HostResult['host']>['operations']['nodes']): string[] =>
  operations.length === 0
    ? []
    : [
        '',
        table(
          ['OPERATION', 'VERB', 'CLUSTER', 'STATE', 'STARTED', 'TOOK'],
          operations.map((one) => [
            one.id,
            one.verb,
            one.cluster.name,
            one.state.toLowerCase(),
            moment(one.createdAt),
            one.endedAt === null ? '-' : duration(between(one.createdAt, one.endedAt)),
          ]),
        ),
      ]

import type { Finding } from '@slipway/domain'
import type { HostForPlan } from '../../host.ts'
import type { CreateInput } from '../contract.ts'
import { blocker, warning } from './finding.ts'

/** What two hosts of a cluster must not have in common. */
export const doubleFindings = ({ spec, hosts }: CreateInput): Finding[] => [
  ...twice([...spec.controlPlanes, ...spec.workers], hosts),
  ...shared(hosts, ({ name }) => name, 'DoubledName', blocker),
  ...shared(hosts, ({ address }) => address, 'DoubledAddress', blocker),
  ...shared(hosts, ({ facts }) => facts?.machineId, 'DoubledMachineId', blocker),
  // machines of some vendors all tell the same one, and it harms only what asks for it
  ...shared(hosts, ({ facts }) => facts?.productId ?? undefined, 'DoubledProductId', warning),
]

const twice = (ids: readonly string[], hosts: readonly HostForPlan[]): Finding[] =>
  hosts
    .filter((host) => ids.filter((id) => id === host.id).length > 1)
    .map((host) => blocker('HostTwice', {}, host))

const shared = (
  hosts: readonly HostForPlan[],
  valueOf: (host: HostForPlan) => string | undefined,
  code: string,
  make: typeof blocker,
): Finding[] =>
  [...Map.groupBy(hosts, valueOf)]
    .filter((entry): entry is [string, HostForPlan[]] => Boolean(entry[0]) && entry[1].length > 1)
    .map(([value, same]) => make(code, { value, hosts: same.map(({ name }) => name) }))

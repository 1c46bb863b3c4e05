import type { Finding } from '@slipway/domain'
import type { HostForPlan } from '../../host.ts'

const finding =
  (severity: Finding['severity']) =>
  (name: string, data: Finding['data'], host?: HostForPlan): Finding => ({
    severity,
    code: `preflight/${name}`,
    data: host ? { host: host.name, ...data } : data,
    ...(host && { host: host.id }),
  })
/** Keeps the operation from starting. */
export const blocker = finding('blocker')
/** Is shown. */
export const warning = finding('warning')

/** Bytes as people read them: 1.7 GiB. */
export const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`

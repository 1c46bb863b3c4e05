import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'

export const LoginThrottle = defineEntity({
  name: 'LoginThrottle',
  tableName: 'login_throttle',
  properties: (p) => ({
    /** What is counted: a name, an address, or both, as the caller chooses. */
    key: p.text().primary(),
    failures: p.integer(),
    lastFailureAt: p.datetime(3),
    blockedUntil: p.datetime(3).strictNullable(),
  }),
})
export type LoginThrottle = InferEntity<typeof LoginThrottle>

/** Failures that cost nothing: people mistype. */
const free = 5
const longestSeconds = 15 * 60
/** After so long without a failure the count begins anew. */
const forgottenAfterSeconds = 60 * 60

/** When the next try may come; undefined: now. */
export const blockedUntil = async (em: EntityManager, key: string): Promise<Date | undefined> => {
  const found = await em.fork().findOne(LoginThrottle, { key, blockedUntil: { $gt: new Date() } })
  return found?.blockedUntil ?? undefined
}

/** Counts a failed login; from the sixth on each doubles the wait: 1 s, 2 s, 4 s ... to 15 minutes. */
export const countFailure = async (em: EntityManager, key: string): Promise<void> => {
  await em.execute(
    `insert into login_throttle as t (key, failures, last_failure_at) values (?, 1, clock_timestamp())
     on conflict (key) do update set
       failures = case when t.last_failure_at < clock_timestamp() - make_interval(secs => ?) then 1
                       else t.failures + 1 end,
       last_failure_at = clock_timestamp(),
       blocked_until = case
         when t.last_failure_at < clock_timestamp() - make_interval(secs => ?) then null
         when t.failures + 1 > ?
           then clock_timestamp() + make_interval(secs => least(?, power(2, least(t.failures - ?, 20))))
         end`,
    [key, forgottenAfterSeconds, forgottenAfterSeconds, free, longestSeconds, free],
  )
}

export const forgetFailures = async (em: EntityManager, key: string): Promise<void> => {
  await em.nativeDelete(LoginThrottle, { key })
}

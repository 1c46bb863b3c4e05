import type { Parts } from '../parts.ts'
import { identify, type Caller } from '../web/context.ts'

/** How long a connection may outlive its session when that was ended through another process of the API. */
const lookEvery = 15_000

/** Calls `end` when the caller's session is over, once. Gives the function that stops watching. */
export const watchSession = (
  { database, sessionEnds }: Pick<Parts, 'database' | 'sessionEnds'>,
  caller: Caller,
  end: () => void,
): (() => void) => {
  const finish = () => {
    stop()
    end()
  }
  const look = () => {
    identify(database, caller.token, caller.by).then(
      (still) => still ?? finish(),
      () => undefined, // the database is out of reach: the next look will tell
    )
  }
  const unfollow = sessionEnds.follow({ session: caller.session.id, end: finish, look })
  const timer = setInterval(look, lookEvery).unref()
  const stop = () => {
    clearInterval(timer)
    unfollow()
  }
  return stop
}

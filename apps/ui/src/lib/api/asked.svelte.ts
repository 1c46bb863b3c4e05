import { SignedOut, Unreachable } from './ask.ts'
import { session } from '#lib/session/session.svelte.ts'

/** What a screen shows of an answer: none yet, the answer, or why there is none. */
export type Asked<Data> =
  { state: 'loading' } | { state: 'here'; data: Data } | { state: 'failed'; code: string }

/** Asks while the component lives; `again` asks anew, keeping what is shown until the new answer is here. */
export const asked = <Data>(question: () => Promise<Data>) => {
  let now = $state.raw<Asked<Data>>({ state: 'loading' })
  const again = async (): Promise<void> => {
    try {
      now = { state: 'here', data: await question() }
    } catch (error) {
      if (error instanceof SignedOut) session.user = null
      else
        now = { state: 'failed', code: error instanceof Unreachable ? 'screen/Unreachable' : String(error) }
    }
  }
  $effect(() => void again())
  return {
    get now() {
      return now
    },
    again,
    /** Changes the answer that is shown, by news from a subscription. */
    change: (by: (data: Data) => Data) => {
      if (now.state === 'here') now = { state: 'here', data: by(now.data) }
    },
  }
}

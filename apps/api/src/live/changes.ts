import type { Change } from '@slipway/persistence'
import { Bell } from './bell.ts'

type Listener = (change: Change) => void

/** What the database says has changed, handed to everybody in this process who follows something. */
export class Changes {
  readonly #listeners = new Set<Listener>()
  readonly #bells = new Set<Bell>()

  publish(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }

  /** Ends every wait: the API is closing. */
  close(): void {
    for (const bell of this.#bells) bell.close()
  }

  /** Gives the function that ends it. */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** A bell that rings at every change that `concerns` the reader, and whenever changes may have been missed. */
  bell(concerns: (change: Change) => boolean): { bell: Bell; end: () => void } {
    const bell = new Bell()
    this.#bells.add(bell)
    const unfollow = this.follow((change) => {
      if (change.kind === 'reconnected' || concerns(change)) bell.ring()
    })
    return {
      bell,
      end: () => {
        unfollow()
        this.#bells.delete(bell)
        bell.close()
      },
    }
  }

  /** The ids of what changed since the last look, each once however often it changed. */
  mailbox(kind: 'operation' | 'cluster' | 'host'): { bell: Bell; take: () => string[]; end: () => void } {
    const ids = new Set<string>()
    const { bell, end } = this.bell((change) => {
      if (change.kind !== kind) return false
      ids.add(change.id)
      return true
    })
    const take = () => {
      const all = [...ids]
      ids.clear()
      return all
    }
    return { bell, take, end }
  }
}

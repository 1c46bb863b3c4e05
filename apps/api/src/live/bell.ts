/**
 * Wakes one reader. Rings while nobody waits are one ring, so that a slow reader is never behind a queue: it reads
 * what there is from its own position whenever it is ready.
 */
export class Bell {
  #rung = false
  #closed = false
  #wake: (() => void) | undefined

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Ends every wait, now and later. */
  close(): void {
    this.#closed = true
    this.#wake?.()
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Waits for a ring since the last wait; false: the bell is closed. */
  async wait(): Promise<boolean> {
    if (!this.#rung && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    this.#wake = undefined
    this.#rung = false
    return !this.#closed
  }
}

/**
 * A generator that can be ended while it waits: `return` of a plain one would itself wait for what it waits for.
 */
export const endable = <T>(
  generator: AsyncGenerator<T, void>,
  end: () => void,
): AsyncIterableIterator<T, void> => ({
  next: () => generator.next(),
  return: () => {
    end()
    return generator.return()
  },
  [Symbol.asyncIterator]() {
    return this
  },
})

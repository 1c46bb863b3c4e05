/** Tells every follower of a topic what happens from the moment on which it follows. */
export class News {
  readonly #followers = new Map<string, Set<(value: unknown) => void>>()

  tell(topic: string, value: unknown): void {
    for (const take of this.#followers.get(topic) ?? []) take(value)
  }

  follow(topic: string): AsyncGenerator {
    const waiting: unknown[] = []
    let wake: (() => void) | undefined
    const take = (value: unknown) => {
      waiting.push(value)
      wake?.()
    }
    const followers = this.#followers.get(topic) ?? new Set()
    this.#followers.set(topic, followers.add(take))
    return (async function* () {
      try {
        for (;;) {
          while (waiting.length > 0) yield waiting.shift()
          await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        followers.delete(take)
      }
    })()
  }
}

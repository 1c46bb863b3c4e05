/** Tells whoever serves a session in this process that it was ended, or that it is time to look whether it was. */
export class SessionEnds {
  readonly #followers = new Set<Follower>()

  /** Gives the function that stops following. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower)
    return () => void this.#followers.delete(follower)
  }

  publish(session: string): void {
    for (const follower of this.#followers) if (follower.session === session) follower.end()
  }

  /** After something that may have ended sessions: everybody looks. */
  check(): void {
    for (const follower of this.#followers) follower.look()
  }
}

export interface Follower {
  session: string
  end: () => void
  look: () => void
}

/** Whom to log in as, and where; the secrets in clear, so it never leaves an activity. */
export interface Login {
  /** The host's name, for words. */
  readonly host: string
  readonly address: string
  readonly port: number
  readonly user: string
  readonly password?: string
  /** In any form that OpenSSH writes. */
  readonly privateKey?: string
  readonly passphrase?: string
  readonly sudoPassword?: string
  /** As in known_hosts, without the names; null until the host was first seen. */
  readonly hostKey: string | null
}

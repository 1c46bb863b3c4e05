/** What the ORM and the driver throw where the database is out of reach or ended the connection. */
const ofTheDatabase = /^(Driver|Connection|ServerException|Deadlock|LockWaitTimeout|ConnectionException)/

/**
 * Whether an error says nothing about the cluster or the host but only that the platform itself was disturbed: the
 * activity is then called again, and the ledger has what was finished.
 */
export const isNobodysResult = (error: unknown): boolean =>
  error instanceof Error && ofTheDatabase.test(error.name)

/** Raised when a client of the version before could no longer work; the CLI and the dashboard check it. */
export const apiVersion = 1

/** Whether an argument was given: GraphQL gives null where a client says so, and nothing where it says nothing. */
export const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined

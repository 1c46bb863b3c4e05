/** A GraphQL document with the types of what it gives and takes; `npm run types` makes those from the schema. */
export interface Document<Result, Variables> {
  readonly text: string
  /** Only for the compiler: it never has a value. */
  readonly types?: (variables: Variables) => Result
}

export const document = <Result, Variables = Record<string, never>>(
  text: string,
): Document<Result, Variables> => ({ text })

/** For every union with expected failures; used as `...Refused`. */
export const refused = 'fragment Refused on Refusal { code kind data message }'

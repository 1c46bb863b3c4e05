/** The parameters of a `WWW-Authenticate: Bearer` header, or undefined for another scheme. */
export const bearerChallenge = (header: string): Record<string, string> | undefined => {
  if (!/^bearer\s/i.test(header)) return undefined
  return Object.fromEntries(
    [...header.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  )
}

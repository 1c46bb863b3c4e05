import 'reflect-metadata' // @peculiar/x509 finds its parts through it and does not load it itself
import {
  PemConverter,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509'

export interface RequestDraft {
  names: string[]
  groups?: string[]
  dns?: string[]
  addresses?: string[]
  /** Names of another kind. */
  emails?: string[]
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A PKCS #10 request of a new key, and the key; both PEM. */
export const signingRequestWithKey = async (draft: RequestDraft): Promise<{ pem: string; key: string }> => {
  const { names, groups = [], dns = [], addresses = [], emails = [] } = draft
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const alternatives = [
    ...dns.map((value) => ({ type: 'dns' as const, value })),
    ...addresses.map((value) => ({ type: 'ip' as const, value })),
    ...emails.map((value) => ({ type: 'email' as const, value })),
  ]
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: [...groups.map((group) => ({ O: [group] })), ...names.map((name) => ({ CN: [name] }))],
    keys,
    signingAlgorithm: algorithm,
    extensions: alternatives.length > 0 ? [new SubjectAlternativeNameExtension(alternatives)] : [],
  })
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return { pem: request.toString('pem'), key }
}

export const signingRequest = async (draft: RequestDraft): Promise<string> =>
  (await signingRequestWithKey(draft)).pem

import 'reflect-metadata' // @peculiar/x509 finds its parts through it and does not load it itself
import { Pkcs10CertificateRequest, SubjectAlternativeNameExtension } from '@peculiar/x509'

/** What a signing request asks to be certified. */
export interface Asked {
  /** Common names of the subject. */
  names: string[]
  /** Organizations of the subject: groups, to Kubernetes. */
  groups: string[]
  /** Subject fields other than these two. */
  others: string[]
  dns: string[]
  addresses: string[]
  /** Alternative names of other kinds, as kind:value. */
  otherNames: string[]
}

/** Undefined where it is no PKCS #10 request, PEM. */
export const readRequest = (pem: string): Asked | undefined => {
  let request: Pkcs10CertificateRequest
  try {
    request = new Pkcs10CertificateRequest(pem)
  } catch {
    return undefined
  }
  const subject = request.subjectName.toJSON().flatMap((part) => Object.entries(part))
  const field = (name: string): string[] => subject.flatMap(([key, values]) => (key === name ? values : []))
  const names = request.extensions.flatMap((extension) =>
    extension instanceof SubjectAlternativeNameExtension ? extension.names.items : [],
  )
  const ofKind = (kind: string): string[] =>
    names.flatMap(({ type, value }) => (type === kind ? [value] : []))
  return {
    names: field('CN'),
    groups: field('O'),
    others: subject.flatMap(([key]) => (key === 'CN' || key === 'O' ? [] : [key])),
    dns: ofKind('dns'),
    addresses: ofKind('ip'),
    otherNames: names.flatMap(({ type, value }) =>
      type === 'dns' || type === 'ip' ? [] : [`${type}:${value}`],
    ),
  }
}

import 'reflect-metadata' // @peculiar/x509 finds its parts through it and does not load it itself
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Key } from './key.ts'
import type { ServerNames } from './names.ts'

export const day = 24 * 60 * 60 * 1000
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' }

/** A fresh host's clock can be behind until time is synchronised: certificates begin a day early. */
const beginning = (now: Date): Date => new Date(now.getTime() - day)
const end = (now: Date, days: number): Date => new Date(now.getTime() + days * day)

/** PEM of a CA certificate signed by its own key (RFC 5280). */
export const makeAuthorityCertificate = async (key: Key, name: string, now: Date, days: number) => {
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [name] }],
    issuer: [{ CN: [name] }],
    notBefore: beginning(now),
    notAfter: end(now, days),
    publicKey: key.publicDer,
    signingKey: key.signing,
    signingAlgorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(key.publicDer),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

/** PEM of a server certificate for `names`, never outliving the authority that signs it. */
export const makeServerCertificate = async (
  issuer: { key: Key; certificatePem: string },
  subject: { key: Key; names: ServerNames },
  now: Date,
  days: number,
): Promise<string> => {
  const authority = new X509Certificate(issuer.certificatePem)
  const notAfter = new Date(Math.min(end(now, days).getTime(), authority.notAfter.getTime()))
  const { addresses, dnsNames } = subject.names
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [dnsNames[0] ?? addresses[0] ?? 'server'] }],
    issuer: authority.subjectName,
    notBefore: beginning(now),
    notAfter,
    publicKey: subject.key.publicDer,
    signingKey: issuer.key.signing,
    signingAlgorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
        ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
      ]),
      await SubjectKeyIdentifierExtension.create(subject.key.publicDer),
      await AuthorityKeyIdentifierExtension.create(authority.publicKey),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

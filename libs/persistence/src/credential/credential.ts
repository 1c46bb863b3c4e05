import { defineEntity, LockMode, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse } from '@slipway/domain'
import { randomUUID } from 'node:crypto'
import { refusingDoubles } from '../database/doubled.ts'
import { page, type Page, type PageRequest } from '../database/page.ts'
import { byProject } from '../database/scope.ts'
import { Host } from '../host/host.ts'
import type { Vault } from '../vault/vault.ts'

export const credentialKinds = ['password', 'private-key'] as const

/** A way into hosts. What is sealed is opened by activities alone. */
export const Credential = defineEntity({
  name: 'Credential',
  tableName: 'credential',
  filters: byProject,
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    project: p.uuid(),
    name: p.text(),
    userName: p.text(),
    kind: p.enum(credentialKinds),
    password: p.blob().strictNullable().hidden(),
    privateKey: p.blob().strictNullable().hidden(),
    passphrase: p.blob().strictNullable().hidden(),
    sudoPassword: p.blob().strictNullable().hidden(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  }),
})
export type Credential = InferEntity<typeof Credential>

/** The secret parts of a credential, and the word for each in its seal's context. */
export const credentialParts = {
  password: 'password',
  privateKey: 'private-key',
  passphrase: 'passphrase',
  sudoPassword: 'sudo-password',
} as const
export type CredentialPart = keyof typeof credentialParts

export const credentialContext = (id: string, part: CredentialPart): string =>
  `credential/${id}/${credentialParts[part]}`

export interface CredentialDraft {
  project: string
  name: string
  userName: string
  kind: (typeof credentialKinds)[number]
  secrets: Partial<Record<CredentialPart, string>>
}

/** Writes the credential with its secrets sealed. Throws `credential/NameTaken`. */
export const addCredential = async (
  em: EntityManager,
  vault: Pick<Vault, 'seal'>,
  { secrets, ...draft }: CredentialDraft,
): Promise<Credential> => {
  const id = randomUUID()
  const sealed = (part: CredentialPart): Buffer | null =>
    secrets[part] === undefined ? null : vault.seal(secrets[part], credentialContext(id, part))
  const credential = em.create(Credential, {
    id,
    ...draft,
    password: sealed('password'),
    privateKey: sealed('privateKey'),
    passphrase: sealed('passphrase'),
    sudoPassword: sealed('sudoPassword'),
  })
  await refusingDoubles(() => em.persist(credential).flush(), {
    credential_project_name_key: ['credential/NameTaken', { name: draft.name }],
  })
  return credential
}

/** The secrets of a credential in clear: for activities. */
export const openCredential = (
  vault: Vault,
  credential: Credential,
): Partial<Record<CredentialPart, string>> =>
  Object.fromEntries(
    (Object.keys(credentialParts) as CredentialPart[]).flatMap((part) => {
      const sealed = credential[part]
      return sealed ? [[part, vault.openText(sealed, credentialContext(credential.id, part))]] : []
    }),
  )

export const findCredential = (em: EntityManager, id: string): Promise<Credential | null> =>
  em.findOne(Credential, { id })

export const findCredentials = (em: EntityManager, ids: readonly string[]): Promise<Credential[]> =>
  em.find(Credential, { id: { $in: [...ids] } })

/** Whether it was there. Throws `credential/InUse` while hosts use it. */
export const removeCredential = async (em: EntityManager, id: string): Promise<boolean> =>
  em.transactional(async (tx) => {
    const credential = await tx.findOne(Credential, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    if (!credential) return false
    const hosts = (await countHosts(tx, [id])).get(id) ?? 0
    if (hosts > 0) throw refuse('conflict', 'credential/InUse', { name: credential.name, hosts })
    await tx.nativeDelete(Credential, { id })
    return true
  })

/** How many hosts of the scope use each of the credentials. */
export const countHosts = async (
  em: EntityManager,
  credentials: readonly string[],
): Promise<Map<string, number>> => {
  const hosts = await em.find(Host, { credential: { $in: [...credentials] } }, { fields: ['credential'] })
  const counts = new Map(credentials.map((id) => [id, 0]))
  for (const { credential } of hosts) counts.set(credential, (counts.get(credential) ?? 0) + 1)
  return counts
}

export const listCredentials = (
  em: EntityManager,
  filter: { project?: string | undefined },
  request: PageRequest,
): Promise<Page<Credential>> =>
  page(em, Credential, filter.project === undefined ? {} : { project: filter.project }, request, 'oldest')

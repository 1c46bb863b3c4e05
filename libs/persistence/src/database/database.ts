import { type EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { Access } from '../access/access.ts'
import { Audit } from '../audit/audit.ts'
import { Cluster, ClusterMember } from '../cluster/cluster.ts'
import { ClusterSecret } from '../cluster/secret.ts'
import { Credential } from '../credential/credential.ts'
import { Host } from '../host/host.ts'
import { LoginThrottle } from '../login/throttle.ts'
import { HostClaim } from '../operation/claim.ts'
import { Operation } from '../operation/operation.ts'
import { Plan } from '../plan/plan.ts'
import { Project, ProjectMember } from '../project/project.ts'
import { Session } from '../session/session.ts'
import { UserAccount } from '../user/user.ts'
import { knownAsNull } from './known-as-null.ts'
import { makeListener, type Handler, type Listener } from './listen.ts'
import { everything, setScope, type Scope } from './scope.ts'

export const entities = [
  Access,
  Audit,
  Cluster,
  ClusterMember,
  ClusterSecret,
  Credential,
  Host,
  HostClaim,
  LoginThrottle,
  Operation,
  Plan,
  Project,
  ProjectMember,
  Session,
  UserAccount,
]

export interface Database {
  /** An entity manager for one request or one piece of work, which sees the rows of the scope. */
  fork(scope: Scope): EntityManager
  /** `work` in a transaction that sees everything: for the platform's own work. */
  transaction<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result>
  /** Calls `handler` for what changes from now on, until the function that it gives is called. */
  listen(handler: Handler): Promise<() => void>
  /** Whether the database answers. */
  isReady(): Promise<boolean>
  close(): Promise<void>
}

/** Opens the database of an URL as in postgresql://user:password@host:port/name. Its tables are there: see `migrate`. */
export const openDatabase = async ({ url }: { url: string }): Promise<Database> => {
  const orm = await MikroORM.init({
    entities,
    subscribers: [knownAsNull],
    clientUrl: url,
    discovery: { warnWhenNoEntities: false },
    allowGlobalContext: false,
    pool: { max: 20 },
  })
  let listener: Promise<Listener> | undefined
  const fork = (scope: Scope): EntityManager => {
    const em = orm.em.fork()
    setScope(em, scope)
    return em
  }
  return {
    fork,
    transaction: (work) => fork(everything).transactional(work),
    listen: async (handler) => (await (listener ??= makeListener(url))).add(handler),
    isReady: () =>
      orm.em
        .fork()
        .execute('select 1')
        .then(
          () => true,
          () => false,
        ),
    close: async () => {
      await (await listener)?.close()
      await orm.close()
    },
  }
}

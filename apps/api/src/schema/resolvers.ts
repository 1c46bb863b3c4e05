import { AccessesResolver } from '../accesses/resolver.ts'
import { AuditResolver } from '../audit/resolver.ts'
import { ClustersResolver, NodeFields } from '../clusters/resolver.ts'
import { CredentialsResolver } from '../credentials/resolver.ts'
import { HostFields } from '../hosts/fields.ts'
import { HostsResolver } from '../hosts/resolver.ts'
import { LiveResolver } from '../live/resolver.ts'
import { BusyFields, OperationFields } from '../operations/fields.ts'
import { LogController } from '../operations/log.ts'
import { OperationsResolver } from '../operations/resolver.ts'
import { HealthController } from '../platform/health.ts'
import { PlatformResolver } from '../platform/resolver.ts'
import { TemporalController } from '../platform/temporal.ts'
import { FindingFields, PlanFields, PlanStepFields, TargetFields } from '../plans/fields.ts'
import { PlansResolver } from '../plans/resolver.ts'
import { ProjectsResolver } from '../projects/resolver.ts'
import { SessionsResolver } from '../sessions/resolver.ts'

/** Everything that answers by GraphQL. */
export const resolvers = [
  AccessesResolver,
  AuditResolver,
  BusyFields,
  ClustersResolver,
  CredentialsResolver,
  FindingFields,
  HostFields,
  HostsResolver,
  LiveResolver,
  NodeFields,
  OperationFields,
  OperationsResolver,
  PlanFields,
  PlanStepFields,
  PlansResolver,
  PlatformResolver,
  ProjectsResolver,
  SessionsResolver,
  TargetFields,
]

/** Everything that answers by a route of its own. */
export const controllers = [HealthController, LogController, TemporalController]

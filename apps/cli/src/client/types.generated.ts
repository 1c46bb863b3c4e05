/* eslint-disable max-lines */
// Made by `npm run types` from the schema and the documents; a test compares.

export type CellState = 'CHANGED' | 'FAILED' | 'RUNNING' | 'SAME' | 'SKIPPED'

export interface ClusterInput {
  apiNames?: readonly string[] | null | undefined
  controlPlanes: readonly string[]
  kubernetesVersion: string
  name: string
  podNetwork?: string | null | undefined
  project?: string | null | undefined
  proxyMode?: string | null | undefined
  serviceNetwork?: string | null | undefined
  workers?: readonly string[] | null | undefined
}

export type ClusterState = 'CHANGING' | 'CREATING' | 'DELETED' | 'DELETING' | 'DRAFT' | 'FAILED' | 'RUNNING'

export interface CredentialInput {
  name: string
  passphrase?: string | null | undefined
  password?: string | null | undefined
  privateKey?: string | null | undefined
  project?: string | null | undefined
  sudoPassword?: string | null | undefined
  userName: string
}

export type CredentialKind = 'PASSWORD' | 'PRIVATE_KEY'

export interface HostInput {
  address: string
  credential: string
  name: string
  port?: number | null | undefined
  project?: string | null | undefined
}

export type OperationState = 'CANCELLED' | 'FAILED' | 'RUNNING' | 'SUCCEEDED'

export type RefusalKind =
  'CONFLICT' | 'DAMAGED' | 'FAILED' | 'FORBIDDEN' | 'INVALID' | 'NOT_FOUND' | 'UNAVAILABLE'

export type Role = 'CONTROL_PLANE' | 'WORKER'

export type Severity = 'BLOCKER' | 'WARNING'

export type AuditResult = {
  audit: {
    nodes: {
      id: string
      at: string
      user: string
      project: string | null
      action: string
      subject: string
      data: unknown
    }[]
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
  }
}

export type AuditVariables = {
  project?: string | null | undefined
  first: number
  after?: string | null | undefined
}

export type PlatformResult = {
  platform: {
    version: string
    apiVersion: number
    bundles: { kubernetesVersion: string; digest: string; artifacts: number; bytes: number }[]
  }
}

export type ClusterResult = {
  cluster: {
    id: string
    name: string
    state: ClusterState
    kubernetesVersion: string
    apiServers: string[]
    createdAt: string
    deletedAt: string | null
    project: { id: string; name: string }
    nodes: { role: Role; host: { id: string; name: string; address: string } }[]
    openOperation: { id: string; verb: string } | null
    spec: unknown
    accesses: { id: string; name: string; expiresAt: string; revokedAt: string | null; createdBy: string }[]
    operations: {
      nodes: {
        id: string
        verb: string
        state: OperationState
        createdAt: string
        endedAt: string | null
        requestedBy: string
      }[]
    }
  } | null
}

export type ClusterVariables = { id: string }

export type ClustersResult = {
  clusters: {
    nodes: {
      id: string
      name: string
      state: ClusterState
      kubernetesVersion: string
      apiServers: string[]
      createdAt: string
      deletedAt: string | null
      project: { id: string; name: string }
      nodes: { role: Role; host: { id: string; name: string; address: string } }[]
      openOperation: { id: string; verb: string } | null
    }[]
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
  }
}

export type ClustersVariables = {
  project?: string | null | undefined
  includeDeleted: boolean
  first: number
  after?: string | null | undefined
}

export type CreateClusterResult = {
  createCluster:
    | {
        __typename: 'Busy'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
        holder: { id: string; verb: string; state: OperationState }
      }
    | {
        __typename: 'Conflict' | 'Invalid' | 'NotFound' | 'Unavailable'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | {
        __typename: 'Plan'
        hash: string
        verb: string
        createdAt: string
        startable: boolean
        expectedSeconds: number | null
        bundleVersion: string | null
        cluster: { id: string; name: string }
        findings: {
          severity: Severity
          code: string
          data: unknown
          message: string
          host: { name: string } | null
        }[]
        steps: {
          name: string
          tool: string
          action: string
          after: string[]
          follows: string | null
          atOnce: number | null
          disrupts: string
          verify: string
          undo: string | null
          undoImpossible: string | null
          skippable: boolean
          expectedSeconds: number | null
          targets: { id: string; name: string }[]
        }[]
      }
}

export type CreateClusterVariables = { input: ClusterInput }

export type DeleteClusterResult = {
  deleteCluster:
    | {
        __typename: 'Busy'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
        holder: { id: string; verb: string; state: OperationState }
      }
    | {
        __typename: 'Conflict' | 'Invalid' | 'NotFound' | 'Unavailable'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | {
        __typename: 'Plan'
        hash: string
        verb: string
        createdAt: string
        startable: boolean
        expectedSeconds: number | null
        bundleVersion: string | null
        cluster: { id: string; name: string }
        findings: {
          severity: Severity
          code: string
          data: unknown
          message: string
          host: { name: string } | null
        }[]
        steps: {
          name: string
          tool: string
          action: string
          after: string[]
          follows: string | null
          atOnce: number | null
          disrupts: string
          verify: string
          undo: string | null
          undoImpossible: string | null
          skippable: boolean
          expectedSeconds: number | null
          targets: { id: string; name: string }[]
        }[]
      }
}

export type DeleteClusterVariables = { id: string; removePackages: boolean }

export type IssueKubeconfigResult = {
  issueKubeconfig:
    | {
        __typename: 'Conflict' | 'Invalid' | 'NotFound' | 'Unavailable'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | { __typename: 'Kubeconfig'; yaml: string; access: { id: string; name: string; expiresAt: string } }
}

export type IssueKubeconfigVariables = { cluster: string; hours: number; server?: string | null | undefined }

export type RevokeAccessResult = {
  revokeAccess:
    | {
        __typename: 'NotFound' | 'Unavailable'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | { __typename: 'Revoked'; access: { id: string; name: string; revokedAt: string | null } }
}

export type RevokeAccessVariables = { id: string }

export type AddCredentialResult = {
  addCredential:
    | { __typename: 'Conflict' | 'Invalid'; code: string; kind: RefusalKind; data: unknown; message: string }
    | {
        __typename: 'Credential'
        id: string
        name: string
        userName: string
        credentialKind: CredentialKind
        hasSudoPassword: boolean
        createdAt: string
        hosts: number
      }
}

export type AddCredentialVariables = { input: CredentialInput }

export type CredentialsResult = {
  credentials: {
    nodes: {
      id: string
      name: string
      userName: string
      credentialKind: CredentialKind
      hasSudoPassword: boolean
      createdAt: string
      hosts: number
    }[]
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
  }
}

export type CredentialsVariables = {
  project?: string | null | undefined
  first: number
  after?: string | null | undefined
}

export type RemoveCredentialResult = {
  removeCredential:
    | { __typename: 'Conflict' | 'NotFound'; code: string; kind: RefusalKind; data: unknown; message: string }
    | { __typename: 'Removed'; id: string }
}

export type RemoveCredentialVariables = { id: string }

export type AddHostResult = {
  addHost:
    | {
        __typename: 'Conflict' | 'Invalid' | 'NotFound'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | {
        __typename: 'Host'
        id: string
        name: string
        address: string
        port: number
        hostKey: string | null
        facts: unknown
        factsAt: string | null
        factsFailure: { code: string; data: unknown; message: string } | null
        gathering: boolean
        role: Role | null
        createdAt: string
        credential: { id: string; name: string }
        cluster: { id: string; name: string } | null
      }
}

export type AddHostVariables = { input: HostInput }

export type ForgetHostKeyResult = {
  forgetHostKey:
    | {
        __typename: 'Conflict' | 'Invalid' | 'NotFound'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | {
        __typename: 'Host'
        id: string
        name: string
        address: string
        port: number
        hostKey: string | null
        facts: unknown
        factsAt: string | null
        factsFailure: { code: string; data: unknown; message: string } | null
        gathering: boolean
        role: Role | null
        createdAt: string
        credential: { id: string; name: string }
        cluster: { id: string; name: string } | null
      }
}

export type ForgetHostKeyVariables = { id: string }

export type GatherFactsResult = {
  gatherFacts:
    | {
        __typename: 'HostList'
        hosts: {
          id: string
          name: string
          address: string
          port: number
          hostKey: string | null
          facts: unknown
          factsAt: string | null
          factsFailure: { code: string; data: unknown; message: string } | null
          gathering: boolean
          role: Role | null
          createdAt: string
          credential: { id: string; name: string }
          cluster: { id: string; name: string } | null
        }[]
      }
    | { __typename: 'NotFound'; code: string; kind: RefusalKind; data: unknown; message: string }
}

export type GatherFactsVariables = { hosts: readonly string[] }

export type HostChangedResult = {
  hostChanged: {
    id: string
    name: string
    address: string
    port: number
    hostKey: string | null
    facts: unknown
    factsAt: string | null
    factsFailure: { code: string; data: unknown; message: string } | null
    gathering: boolean
    role: Role | null
    createdAt: string
    credential: { id: string; name: string }
    cluster: { id: string; name: string } | null
  }
}

export type HostChangedVariables = { project?: string | null | undefined }

export type HostResult = {
  host: {
    id: string
    name: string
    address: string
    port: number
    hostKey: string | null
    facts: unknown
    factsAt: string | null
    factsFailure: { code: string; data: unknown; message: string } | null
    gathering: boolean
    role: Role | null
    createdAt: string
    credential: { id: string; name: string }
    cluster: { id: string; name: string } | null
    operations: {
      nodes: {
        id: string
        verb: string
        state: OperationState
        createdAt: string
        endedAt: string | null
        requestedBy: string
        cluster: { name: string }
      }[]
    }
  } | null
}

export type HostVariables = { id: string }

export type HostsResult = {
  hosts: {
    nodes: {
      id: string
      name: string
      address: string
      port: number
      hostKey: string | null
      facts: unknown
      factsAt: string | null
      factsFailure: { code: string; data: unknown; message: string } | null
      gathering: boolean
      role: Role | null
      createdAt: string
      credential: { id: string; name: string }
      cluster: { id: string; name: string } | null
    }[]
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
  }
}

export type HostsVariables = {
  project?: string | null | undefined
  first: number
  after?: string | null | undefined
}

export type ImportHostsResult = {
  importHosts:
    | {
        __typename: 'ImportedHosts'
        hosts: {
          id: string
          name: string
          address: string
          port: number
          hostKey: string | null
          facts: unknown
          factsAt: string | null
          factsFailure: { code: string; data: unknown; message: string } | null
          gathering: boolean
          role: Role | null
          createdAt: string
          credential: { id: string; name: string }
          cluster: { id: string; name: string } | null
        }[]
        errors: { line: number; code: string; data: unknown; message: string }[]
      }
    | { __typename: 'Invalid' | 'NotFound'; code: string; kind: RefusalKind; data: unknown; message: string }
}

export type ImportHostsVariables = { project?: string | null | undefined; credential: string; csv: string }

export type RemoveHostResult = {
  removeHost:
    | { __typename: 'Conflict' | 'NotFound'; code: string; kind: RefusalKind; data: unknown; message: string }
    | { __typename: 'Removed'; id: string }
}

export type RemoveHostVariables = { id: string }

export type LoginResult = {
  login:
    | {
        __typename: 'Denied' | 'Unavailable'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | {
        __typename: 'Session'
        token: string | null
        expiresAt: string
        user: { id: string; name: string; admin: boolean }
      }
}

export type LoginVariables = { name: string; password: string }

export type LogoutResult = { logout: boolean }

export type MeResult = { me: { id: string; name: string; admin: boolean } }

export type OperationResult = {
  operation: {
    id: string
    verb: string
    state: OperationState
    requestedBy: string
    reason: string | null
    createdAt: string
    endedAt: string | null
    failure: { code: string; data: unknown; message: string } | null
    cluster: { id: string; name: string }
    cursor: string
    plan: {
      hash: string
      expectedSeconds: number | null
      steps: { name: string; expectedSeconds: number | null; targets: { id: string; name: string }[] }[]
    }
    progress: {
      step: string
      target: string
      attempt: number
      state: CellState
      beganAt: string
      endedAt: string | null
      failure: { code: string; data: unknown; message: string } | null
    }[]
  } | null
}

export type OperationVariables = { id: string }

export type OperationEventsResult = {
  operationEvents: {
    cursor: string
    operation: {
      state: OperationState
      endedAt: string | null
      failure: { code: string; data: unknown; message: string } | null
    }
    cell: {
      step: string
      target: string
      attempt: number
      state: CellState
      beganAt: string
      endedAt: string | null
      failure: { code: string; data: unknown; message: string } | null
    } | null
  }
}

export type OperationEventsVariables = { operation: string; after?: string | null | undefined }

export type OperationsResult = {
  operations: {
    nodes: {
      id: string
      verb: string
      state: OperationState
      requestedBy: string
      reason: string | null
      createdAt: string
      endedAt: string | null
      failure: { code: string; data: unknown; message: string } | null
      cluster: { id: string; name: string }
    }[]
    pageInfo: { endCursor: string | null; hasNextPage: boolean }
  }
}

export type OperationsVariables = {
  project?: string | null | undefined
  cluster?: string | null | undefined
  open?: boolean | null | undefined
  first: number
  after?: string | null | undefined
}

export type PlanResult = {
  plan: {
    hash: string
    verb: string
    createdAt: string
    startable: boolean
    expectedSeconds: number | null
    bundleVersion: string | null
    cluster: { id: string; name: string }
    findings: {
      severity: Severity
      code: string
      data: unknown
      message: string
      host: { name: string } | null
    }[]
    steps: {
      name: string
      tool: string
      action: string
      after: string[]
      follows: string | null
      atOnce: number | null
      disrupts: string
      verify: string
      undo: string | null
      undoImpossible: string | null
      skippable: boolean
      expectedSeconds: number | null
      targets: { id: string; name: string }[]
    }[]
  } | null
}

export type PlanVariables = { hash: string }

export type StartOperationResult = {
  startOperation:
    | {
        __typename: 'Busy'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
        holder: { id: string; verb: string; state: OperationState }
      }
    | {
        __typename: 'Conflict' | 'NotFound' | 'Unavailable'
        code: string
        kind: RefusalKind
        data: unknown
        message: string
      }
    | {
        __typename: 'Started'
        operation: {
          id: string
          verb: string
          state: OperationState
          requestedBy: string
          reason: string | null
          createdAt: string
          endedAt: string | null
          failure: { code: string; data: unknown; message: string } | null
          cluster: { id: string; name: string }
        }
      }
}

export type StartOperationVariables = { planHash: string; reason?: string | null | undefined }

export type ProjectsResult = { projects: { id: string; name: string }[] }

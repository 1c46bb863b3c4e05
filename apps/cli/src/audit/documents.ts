import { document } from '../client/document.ts'
import type { AuditResult, AuditVariables } from '../client/types.generated.ts'

export const auditDocument = document<AuditResult, AuditVariables>(`
  query Audit($project: ID, $first: Int!, $after: String) {
    audit(project: $project, first: $first, after: $after) {
      nodes { id at user project action subject data }
      pageInfo { endCursor hasNextPage }
    }
  }
`)

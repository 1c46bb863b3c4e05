import { document } from '../client/document.ts'
import type { ProjectsResult } from '../client/types.generated.ts'

export const projectsDocument = document<ProjectsResult>(`query Projects { projects { id name } }`)

import { document } from './document.ts'
import type { PlatformResult } from './types.generated.ts'

/** The only question that needs no login. */
export const platformDocument = document<PlatformResult>(`
  query Platform { platform { version apiVersion bundles { kubernetesVersion digest artifacts bytes } } }
`)

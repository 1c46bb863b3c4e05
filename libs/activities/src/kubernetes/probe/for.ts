import type { Work } from '../../lane/work.ts'
import { variablesOf } from '../variables.ts'
import { probeOf, type Probe } from './objects.ts'

/** The probe that the plan's bundle has the image for. */
export const probeFor = async ({ deps, plan }: Pick<Work, 'deps' | 'plan'>): Promise<Probe> => {
  const manifest = plan.pins.bundle && (await deps.bundles.manifest(plan.pins.bundle))
  return probeOf(manifest?.source ?? 'modules', variablesOf(plan))
}

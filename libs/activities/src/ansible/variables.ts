import type { Plan, Step } from '@slipway/domain'
import { isDeepStrictEqual } from 'node:util'

export type Variables = Plan['variables']

/** What roles need of the platform at run time. */
export interface PlatformVariables {
  /** Where programs and packages of the bundle are, without a slash at the end. */
  files_url: string
  /** host:port of the registry that has the bundle's images. */
  registry: string
  /** The certificate authority of both, PEM. */
  ca_pem: string
}

/**
 * The variables of a run: the plan's, its steps' arguments, their secrets and the outputs that they use. Steps of one
 * run share them, so two steps that give one name different values throw an Error: a mistake of the plan's author.
 */
export const variablesOf = (
  plan: Pick<Plan, 'variables'>,
  steps: readonly Step[],
  given: { secrets: Variables; outputs: Variables; platform: PlatformVariables },
): Variables => {
  const all: Variables = { ...plan.variables }
  const givenBy = new Map<string, string>()
  for (const step of steps)
    for (const [name, value] of Object.entries(step.run.arguments)) {
      const other = givenBy.get(name)
      if (other !== undefined && !isDeepStrictEqual(all[name], value))
        throw new Error(`the steps ${other} and ${step.name} give ${name} different values`)
      givenBy.set(name, step.name)
      all[name] = value
    }
  return { ...all, ...given.outputs, ...given.secrets, platform: { ...given.platform } }
}

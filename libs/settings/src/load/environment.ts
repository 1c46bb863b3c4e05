import { refuse } from '@slipway/domain'
import { definitions, otherVariables } from '../schema/definitions.ts'
import { nearest } from './nearest.ts'

/** The settings of the environment by their names with dots; an empty variable is none. Throws platform/SettingUnknown. */
export const environmentValues = (environment: NodeJS.ProcessEnv): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('SLIPWAY_') || Object.hasOwn(otherVariables, variable)) continue
    const definition = definitions.find((known) => known.variable === variable)
    if (!definition)
      throw refuse('invalid', 'platform/SettingUnknown', {
        name: variable,
        source: 'the environment',
        nearest:
          nearest(variable, [
            ...definitions.map((known) => known.variable),
            ...Object.keys(otherVariables),
          ]) ?? 'slipway config',
      })
    if (value !== undefined && value !== '') values[definition.name] = value
  }
  return values
}

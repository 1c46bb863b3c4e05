export { ansibleActivity } from './activity.ts'
export type { AnsibleDependencies } from './dependencies.ts'
export type { PlatformVariables } from './variables.ts'

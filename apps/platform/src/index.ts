export { endPlatform } from './background/end.ts'
export { ensurePlatform, reloadPlatform, type Ensured } from './background/ensure.ts'

export { endPlatform } from './background/end.ts'
export { ensurePlatform, reloadPlatform, type Ensured } from './background/ensure.ts'
export { rotateMasterKey, type Rotation } from './keys/rotate.ts'

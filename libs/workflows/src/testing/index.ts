export { start as startOperation, withWorkers } from '../engine/testing/engine.ts'
export { makeWorld, type Act, type World } from '../engine/testing/world.ts'
export * from './samples.ts'

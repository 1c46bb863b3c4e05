export * from './mirrors.ts'
export * from './problems.ts'
export * from './release.ts'

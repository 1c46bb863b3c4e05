export * from './problems.ts'
export * from './rpm-packages.ts'

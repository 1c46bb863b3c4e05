export * from './server/problems.ts'
export * from './server/start.ts'

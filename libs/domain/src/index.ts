export * from './bundle/manifest.ts'
export * from './problem/define.ts'
export * from './problem/problem.ts'

export * from './engine/contract.ts'
export * from './requests/contract.ts'

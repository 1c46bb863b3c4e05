export * from './authority.ts'
export * from './names.ts'
export * from './server-certificate.ts'

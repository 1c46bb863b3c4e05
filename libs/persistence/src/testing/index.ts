export { openTestDatabase, type TestDatabase } from './database.ts'
export { seed, seedHosts, testVault, type Seed, type SeededHosts } from './seed.ts'

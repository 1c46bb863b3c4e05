export { openTestDatabase, type TestDatabase } from './database.ts'
export { seed, testVault, type Seed } from './seed.ts'

export * from './factories.ts'
export { createTestDatabase, useTestDatabase, type TestDatabase } from './testDatabase.ts'

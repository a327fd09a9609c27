export { emptyTables } from './emptyTables.ts'
export * from './factories.ts'
export { makeWorkerWithShift } from './makeWorkerWithShift.ts'
export { insertFixture } from './insertFixture.ts'
export { lockShifts } from './lockShifts.ts'
export { useLogicalDatabase } from './logicalDatabase.ts'
export * from './oracle.ts'
export { milesBetween } from './clockAndPlace.ts'
export { migrationsWith } from './migrationsWith.ts'
export { startPgBouncer, type PgBouncer } from './pgBouncer.ts'
export { createTestDatabase, servedConnection, useTestDatabase, type TestDatabase } from './testDatabase.ts'
export {
  fixtureWithQuery,
  manyDocumentsFixtureWithQuery,
  manyDocumentsPastFixtureWithQuery,
  pastAndFutureFixtureWithQuery,
  type ListingQuery,
  type Fixture,
} from './fixture.ts'

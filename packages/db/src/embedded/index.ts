export {
  embeddedFolder,
  interrupted,
  InterruptedError,
  openDatabaseUrl,
  withDatabaseUrl,
  type OpenDatabaseUrl,
} from './databaseUrl.ts'
export { EmbeddedPostgresError } from './error.ts'
export { withLock } from './lock.ts'
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start.ts'
export { writeWhole } from './whole.ts'

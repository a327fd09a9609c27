export {
  embeddedFolder,
  interrupted,
  InterruptedError,
  openDatabaseUrl,
  withDatabaseUrl,
  type OpenDatabaseUrl,
} from './databaseUrl.ts'
export { EmbeddedPostgresError } from './error.ts'
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start.ts'

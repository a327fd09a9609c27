export { isMigrated, migrate, MigrationError, type MigrateOptions } from './migrate.ts'
export { appRole, appUrlOf } from './roles.ts'

export { isMigrated, migrate, migrationsFolder, type MigrateOptions } from './migrate.ts'
export { MigrationError } from './migrationError.ts'
export { appRole, appUrlOf } from './roles.ts'

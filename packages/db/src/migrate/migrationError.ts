import { UserError } from '../userError.ts'

/** The database cannot be migrated in its current state. The message says what to do. */
export class MigrationError extends UserError {
  override readonly name = 'MigrationError'
}

import { isOwner, type Database } from '@shifts/db'
import type { Logger } from '../http/logger.ts'

/** Logs a warning if the host connects with more rights than it needs. Logs nothing if the database is unavailable. */
export async function warnOfOwner(db: Database<'primary'>, logger: Logger): Promise<void> {
  if (!(await isOwner(db).catch(() => false))) return
  logger.warn(
    'DATABASE_URL names a superuser or the owner of the tables. Let it name a member of the role open_shifts_app, ' +
      'and DATABASE_OWNER_URL the owner: docs/decisions/0011-roles.md.',
  )
}

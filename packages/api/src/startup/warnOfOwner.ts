import { isOwner, type Database } from '@shifts/db'
import type { Logger } from '../http/logger.ts'

/** Says so once where a host connects with more rights than it needs. Where the database is away, it says nothing. */
export async function warnOfOwner(db: Database, logger: Logger): Promise<void> {
  if (!(await isOwner(db).catch(() => false))) return
  logger.warn(
    'DATABASE_URL names a superuser or the owner of the tables. Let it name a member of the role open_shifts_app, ' +
      'and DATABASE_OWNER_URL the owner: docs/decisions/0011-roles.md.',
  )
}

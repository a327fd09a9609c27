import { listZoneDisagreements, reasonOf, type Database } from '@shifts/db'
import type { Logger } from '../http/logger.ts'

/** Logs a warning for each zone in use whose rules Node and PostgreSQL do not share. Never rejects. */
export async function warnOfZoneDisagreements(db: Database<'primary'>, logger: Logger): Promise<void> {
  try {
    for (const { timeZone, day } of await listZoneDisagreements(db, new Date().toISOString()))
      logger.warn(
        { timeZone, day },
        'Node and PostgreSQL have different rules for a time zone in use: update the older of the two',
      )
  } catch (error) {
    logger.warn({ reason: reasonOf(error) }, 'the time zone rules could not be compared')
  }
}

import { areNotifyTriggersDisabled, type ChangeFeed, type Database } from '@shifts/db'
import type { Logger } from '../http/logger.ts'

/** Logs a warning if the database notifies of changes for nothing. Logs nothing if the database is unavailable. */
export async function warnOfNotifyTriggers(
  db: Database<'primary'>,
  changeFeed: ChangeFeed,
  logger: Logger,
): Promise<void> {
  if (changeFeed !== 'wal' || (await areNotifyTriggersDisabled(db).catch(() => true))) return
  logger.warn(
    'The database still notifies of changes, which makes commits wait for each other. Once every host has CHANGE_FEED=wal, ' +
      'run `pnpm migrate` with it: docs/decisions/0027-live-updates-from-the-wal.md.',
  )
}

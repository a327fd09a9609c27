import type { Database } from '@shifts/db'

/** Deletes all rows, for tests that read everything. */
export async function emptyTables(db: Database<'primary'>): Promise<void> {
  await db.execute(
    'truncate worker, facility, document, facility_requirement, document_worker, shift, saved_filter, calendar_feed, worker_identity, claim_event, claimed_shift_change',
  )
}

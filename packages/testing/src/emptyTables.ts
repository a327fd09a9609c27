import type { Database } from '@shifts/db'

/** For tests that ask about everything there is: each begins with nothing. */
export async function emptyTables(db: Database): Promise<void> {
  await db.execute(
    'truncate worker, facility, document, facility_requirement, document_worker, shift, claim_event',
  )
}

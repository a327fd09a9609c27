import type { Database } from '@shifts/db'
import { document, documentWorker, facility, facilityRequirement, shift, worker } from '@shifts/db/schema'
import { emptyTables } from './emptyTables.ts'
import type { Fixture } from './fixture.ts'

/** Replaces the content of the database by the fixture, with one insert per table. */
export async function insertFixture(
  db: Database<'primary'>,
  { documents, facilities, workers, shifts }: Fixture,
): Promise<void> {
  const requirements = facilities.flatMap(({ id, requires }) =>
    requires.map((documentId) => ({ facilityId: id, documentId })),
  )
  const holdings = workers.flatMap(({ id, holds }) =>
    holds.map((documentId) => ({ workerId: id, documentId })),
  )

  await emptyTables(db)
  await db.insert(document).values(documents)
  await db.insert(facility).values(facilities)
  await db.insert(worker).values(workers)
  if (requirements.length > 0) await db.insert(facilityRequirement).values(requirements)
  if (holdings.length > 0) await db.insert(documentWorker).values(holdings)
  if (shifts.length > 0) await db.insert(shift).values(shifts)
}

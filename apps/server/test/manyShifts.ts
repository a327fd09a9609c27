import type { Database } from '@shifts/db'
import { makeFacility, makeWorker } from '@shifts/db/testing'

/** A worker with more open shifts than fit between a server that writes and a client that does not read. */
export async function makeWorkerOfManyShifts(db: Database) {
  const worker = await makeWorker(db)
  const facility = await makeFacility(db)
  await db.transaction(async (tx) => {
    // A slow machine may take its time.
    await tx.execute('set local statement_timeout = 0')
    await tx.execute(`
      insert into shift (facility_id, profession, starts_at, ends_at)
      select ${facility.id}, '${worker.profession}', starts_at, starts_at + interval '8 hours'
      from generate_series('2026-12-01Z'::timestamptz, '2026-12-07Z', interval '50 seconds') starts_at,
        generate_series(1, 6)`)
  })
  return worker
}

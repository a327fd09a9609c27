import { makeFacility, makeWorker, type TestDatabase } from '@shifts/testing'

/** Makes a worker with so many open shifts that an export does not fit into the buffers between server and client. */
export async function makeWorkerOfManyShifts({ db, load }: Pick<TestDatabase, 'db' | 'load'>) {
  const worker = await makeWorker(db)
  const facility = await makeFacility(db)
  await load(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${facility.id}, '${worker.profession}', starts_at, starts_at + interval '8 hours'
    from generate_series('2026-12-01Z'::timestamptz, '2026-12-07Z', interval '50 seconds') starts_at,
      generate_series(1, 6)`)
  return worker
}

import type { Database } from '@shifts/db'
import { makeDocument, makeFacility, requireDocument } from '@shifts/testing'
import { workerToken } from '../tokens.ts'

export interface RaceFixture {
  /** Groups of shifts that overlap each other, and none of another group. */
  groups: number[][]
  workers: Racer[]
}

export interface Racer {
  workerId: number
  token: string
  /** Whether it holds the required document. */
  isEligible: boolean
}

const ineligibleWorkers = 4

/** Makes 100 future shifts, `eligibleWorkers` who are eligible for all of them, and a few who are not. */
export async function makeRaceFixture(
  db: Database<'primary'>,
  eligibleWorkers: number,
): Promise<RaceFixture> {
  const [facility, card] = [await makeFacility(db), await makeDocument(db)]
  await requireDocument(db, facility, card)
  await db.execute(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${facility.id}, 'RN', starts_at, starts_at + interval '8 hours'
    from generate_series(0, 19) day, generate_series(0, 4) hour,
      lateral (select '2100-01-01Z'::timestamptz + day * interval '1 day' + hour * interval '1 hour') at (starts_at)`)
  const groups = await db.execute<{ ids: number[] }>(
    `select array_agg(id) as ids from shift group by date_trunc('day', starts_at, 'UTC')`,
  )
  const workers = await db.execute<{ id: number }>(`
    insert into worker (name, profession)
    select 'Nurse ' || n, 'RN' from generate_series(1, ${eligibleWorkers + ineligibleWorkers}) n returning id`)
  const eligible = new Set(workers.rows.slice(ineligibleWorkers).map(({ id }) => id))
  await db.execute(`
    insert into document_worker (worker_id, document_id)
    select id, ${card.id} from unnest(array[${[...eligible].join()}]) id`)
  const racers = workers.rows.map(async ({ id }) => ({
    workerId: id,
    token: await workerToken(id),
    isEligible: eligible.has(id),
  }))
  return { groups: groups.rows.map(({ ids }) => ids), workers: await Promise.all(racers) }
}

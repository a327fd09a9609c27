import type { Pool } from 'pg'
import { groupBy } from './groupBy.ts'
import { loadOverlapsClaimed } from './claimedShifts.ts'
import type { Approach } from './params.ts'

interface ShiftRow {
  id: number
  starts_at: Date
  ends_at: Date
  profession: string
  facility_id: number
}

interface FacilityRow {
  id: number
  name: string
  time_zone: string
  city: string | null
  state: string | null
}

/**
 * The most obvious solution with an ORM: load the worker with its documents, every open shift of its profession, and the
 * active facilities with their requirements, then filter in memory.
 */
export const inMemory =
  (pool: Pool): Approach =>
  async ({ workerId, from, to }) => {
    const [worker] = (await pool.query('select * from worker where id = $1', [workerId])).rows
    if (!worker?.is_active) return []
    const [held, facilities, requirements, shifts, overlaps] = await Promise.all([
      pool.query<{ document_id: number }>('select document_id from document_worker where worker_id = $1', [
        workerId,
      ]),
      pool.query<FacilityRow>('select id, name, time_zone, city, state from facility where is_active'),
      pool.query<{ facility_id: number; document_id: number }>('select * from facility_requirement'),
      pool.query<ShiftRow>(
        `select id, starts_at, ends_at, profession, facility_id from shift
         where not is_deleted and worker_id is null and profession = $1 and starts_at >= $2 and starts_at < $3
         order by starts_at, id`,
        [worker.profession, from, to],
      ),
      loadOverlapsClaimed(pool, workerId),
    ])
    const documents = new Set(held.rows.map(({ document_id }) => document_id))
    const required = groupBy(requirements.rows, ({ facility_id }) => facility_id)
    const facilityById = new Map(facilities.rows.map((facility) => [facility.id, facility]))
    return shifts.rows.flatMap(({ id, starts_at: startsAt, ends_at: endsAt, profession, facility_id }) => {
      const facility = facilityById.get(facility_id)
      const isEligible = (required.get(facility_id) ?? []).every(({ document_id }) =>
        documents.has(document_id),
      )
      if (!facility || !isEligible) return []
      const { name, time_zone: timeZone, city, state } = facility
      return [
        {
          id,
          startsAt,
          endsAt,
          profession,
          facility: { id: facility_id, name, timeZone, city, state },
          overlapsClaimed: overlaps(startsAt, endsAt),
        },
      ]
    })
  }

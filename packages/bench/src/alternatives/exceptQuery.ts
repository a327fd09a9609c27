import type { Pool } from 'pg'
import { loadOverlapsClaimed } from './claimedShifts.ts'
import type { Approach } from './params.ts'

interface Row {
  id: number
  starts_at: Date
  ends_at: Date
  profession: string
  facility_id: number
  facility_name: string
  time_zone: string
  city: string | null
  state: string | null
}

/** The complete rule in one query, in its most obvious form: required documents EXCEPT held ones must be an empty set. */
export const exceptQuery =
  (pool: Pool): Approach =>
  async ({ workerId, from, to }) => {
    const [{ rows }, overlaps] = await Promise.all([
      pool.query<Row>(
        `select s.id, s.starts_at, s.ends_at, s.profession, s.facility_id,
           f.name as facility_name, f.time_zone, f.city, f.state
         from shift s
         join facility f on f.id = s.facility_id
         join worker w on w.profession = s.profession
         where w.id = $1 and w.is_active and f.is_active and not s.is_deleted and s.worker_id is null
           and s.starts_at >= $2 and s.starts_at < $3
           and not exists (
             select document_id from facility_requirement where facility_id = f.id
             except
             select document_id from document_worker where worker_id = w.id
           )
         order by s.starts_at, s.id`,
        [workerId, from, to],
      ),
      loadOverlapsClaimed(pool, workerId),
    ])
    return rows.map((row) => ({
      id: row.id,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      profession: row.profession,
      facility: {
        id: row.facility_id,
        name: row.facility_name,
        timeZone: row.time_zone,
        city: row.city,
        state: row.state,
      },
      overlapsClaimed: overlaps(row.starts_at, row.ends_at),
    }))
  }

import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { mayTake } from '../eligibility.ts'
import { fromPostgresInstant } from '../instant.ts'
import { shift, type Profession } from '../schema.ts'
import { assertFacilitiesExist, assertWorkerExists } from './assertExists.ts'
import { eligibleFacility } from './eligibleFacility.ts'

/**
 * Up to this many facilities their shifts are read one facility after the other; above, all open shifts are read in
 * time order and those elsewhere skipped. On 2,000 facilities both read some 4,500 index entries for 100 shifts here.
 */
const fewFacilities = 45

export interface EligibleShift {
  id: number
  startsAt: string
  endsAt: string
  profession: Profession
  facility: { id: number; name: string; timeZone: string }
  /** The worker has already claimed a shift that overlaps this one. */
  overlapsClaimed: boolean
}

/** A place in the listing's order: after this shift. */
export interface ShiftPosition {
  startsAt: string
  id: number
}

export interface ListEligibleShiftsParams {
  workerId: number
  /** The window on the shift's start, [from, to): ISO 8601 instants. Open-ended where left out. */
  from?: string | undefined
  to?: string | undefined
  facilityIds?: readonly number[] | undefined
  after?: ShiftPosition | undefined
  limit: number
}

type Row = {
  id: number
  starts_at: string
  ends_at: string
  profession: Profession
  facility_id: number
  facility_name: string
  time_zone: string
  overlaps_claimed: boolean
}

/**
 * The shifts that the worker may take, by start, then id: at most `limit` of them after the position `after`.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 */
export async function listEligibleShifts(
  db: Database,
  { workerId, from = '-infinity', to = 'infinity', facilityIds, after, limit }: ListEligibleShiftsParams,
): Promise<EligibleShift[]> {
  if (facilityIds) await assertFacilitiesExist(db, facilityIds)

  const columns = sql`${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.profession}, ${shift.facilityId}`
  const start = after ?? { startsAt: from, id: 0 }
  const inWindow = sql`(${shift.startsAt}, ${shift.id}) > (${start.startsAt}::timestamptz, ${start.id}::int)
    and ${shift.startsAt} < ${to}::timestamptz`
  const onePage = sql`order by starts_at, id limit ${limit}::int`

  const { rows } = await db.execute<Row>(sql`
    with ${eligibleFacility(workerId, facilityIds)},
    page as (
      (
        select ${columns} from ${shift}
        where (select count(*) from eligible_facility) > ${fewFacilities}::int and ${mayTake(workerId)} and ${inWindow}
          -- "is true" keeps this a hashed look-up for each shift read: a join would lose the index's order
          and (${shift.facilityId} in (select id from eligible_facility)) is true
        ${onePage}
      )
      union all
      select next.*
      from eligible_facility cross join lateral (
        select ${columns} from ${shift}
        where ${shift.facilityId} = eligible_facility.id and ${mayTake(workerId)} and ${inWindow}
        ${onePage}
      ) next
      where (select count(*) from eligible_facility) <= ${fewFacilities}::int
      ${onePage}
    )
    select page.*, eligible_facility.name as facility_name, eligible_facility.time_zone,
      exists (
        select from ${shift}
        where ${shift.workerId} = ${workerId}::int and not ${shift.isDeleted}
          and ${shift.startsAt} < page.ends_at and ${shift.endsAt} > page.starts_at
          -- no shift lasts longer, so none that starts earlier can overlap: this bounds the index scan
          and ${shift.startsAt} > page.starts_at - interval '24 hours'
      ) as overlaps_claimed
    from page join eligible_facility on eligible_facility.id = page.facility_id
    order by page.starts_at, page.id`)

  if (rows.length === 0) await assertWorkerExists(db, workerId)
  return rows.map((row) => ({
    id: row.id,
    startsAt: fromPostgresInstant(row.starts_at),
    endsAt: fromPostgresInstant(row.ends_at),
    profession: row.profession,
    facility: { id: row.facility_id, name: row.facility_name, timeZone: row.time_zone },
    overlapsClaimed: row.overlaps_claimed,
  }))
}

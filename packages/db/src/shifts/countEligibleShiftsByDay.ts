import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { isEligibleAtJoinedFacility } from '../eligibility/rule.ts'
import { prepare } from '../client/prepare.ts'
import { shift } from '../schema.ts'
import { assertFacilitiesExist, assertWorkerExists } from '../client/assertExists.ts'
import { eligibleFacility } from '../eligibility/eligibleFacility.ts'

export interface EligibleDay {
  /** A calendar day, such as 2026-12-01. */
  day: string
  shifts: number
  facilities: number
}

export interface CountEligibleShiftsByDayParams {
  workerId: number
  /** The window on the shift's start, [from, to): ISO 8601 instants. */
  from: string
  to: string
  /** The IANA zone whose days are counted. */
  timeZone: string
  facilityIds?: readonly number[] | undefined
}

interface QueryParams {
  workerId: number
  from: string
  to: string
  timeZone: string
  facilityIds: readonly number[] | null
}

const query = prepare<QueryParams, EligibleDay>(
  'count_eligible_shifts_by_day',
  (param) => sql`
    with ${eligibleFacility(param('workerId'), param('facilityIds'))},
    -- Many shifts start at the same instant, and computing its day costs some 3 µs: once for each instant, not for each
    -- shift. The facilities are kept in an array because a prepared plan cannot estimate the size of a join back.
    start as materialized (
      select ${shift.startsAt}, array_agg(${shift.facilityId}) as facility_ids
      from eligible_facility join ${shift} on ${isEligibleAtJoinedFacility(param('workerId'), shift)}
      where ${shift.startsAt} >= ${param('from')}::timestamptz and ${shift.startsAt} < ${param('to')}::timestamptz
      group by ${shift.startsAt}
    )
    select start_day.day::text, count(*)::int as shifts, count(distinct facility_id)::int as facilities
    from (
      select (starts_at at time zone ${param('timeZone')}::text)::date as day, facility_ids from start offset 0
    ) as start_day, unnest(facility_ids) as facility_id
    group by start_day.day
    order by start_day.day`,
)

/**
 * How many shifts the worker may take on each day of a time zone, and at how many facilities; empty days left out.
 * A shift counts on the day on which it starts.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 */
export async function countEligibleShiftsByDay(
  db: Database,
  { workerId, from, to, timeZone, facilityIds }: CountEligibleShiftsByDayParams,
): Promise<EligibleDay[]> {
  if (facilityIds) await assertFacilitiesExist(db, facilityIds)
  const days = await query(db, { workerId, from, to, timeZone, facilityIds: facilityIds ?? null })
  if (days.length === 0) await assertWorkerExists(db, workerId)
  return days
}

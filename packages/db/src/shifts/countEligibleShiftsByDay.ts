import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { isEligibleAtJoinedFacility } from '../eligibility/rule.ts'
import { prepare } from '../client/prepare.ts'
import { facility, shift } from '../schema.ts'
import { assertWorkerExists } from '../client/assertExists.ts'
import { eligibleFacility } from '../eligibility/eligibleFacility.ts'
import {
  assertFilterExists,
  facilityMatchesFilter,
  filterParams,
  shiftMatchesFilter,
  type FilterParams,
  type ShiftSelection,
} from './filter.ts'

export interface EligibleDay {
  /** A calendar day, such as 2026-12-01. */
  day: string
  shifts: number
  facilities: number
}

export interface CountEligibleShiftsByDayParams extends ShiftSelection {
  workerId: number
  from: string
  to: string
  /** The IANA zone whose days are counted. */
  timeZone: string
}

interface QueryParams extends FilterParams {
  workerId: number
  from: string
  to: string
  timeZone: string
}

const query = prepare<QueryParams, EligibleDay>(
  'count_eligible_shifts_by_day',
  (param) => sql`
    with ${eligibleFacility(param('workerId'), facilityMatchesFilter(param, facility))},
    -- Many shifts start at the same instant, and computing its day costs some 3 µs: once for each instant, not for each
    -- shift. The facilities are kept in an array because a prepared plan cannot estimate the size of a join back.
    start as materialized (
      select ${shift.startsAt}, array_agg(${shift.facilityId}) as facility_ids
      from eligible_facility join ${shift} on ${isEligibleAtJoinedFacility(param('workerId'), shift)}
      where ${shift.startsAt} >= ${param('from')}::timestamptz and ${shift.startsAt} < ${param('to')}::timestamptz
        and ${shiftMatchesFilter(param, shift)}
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
 * The number of shifts that the worker may take on each day of a time zone, and of their facilities. Days without shifts are
 * left out.
 * A shift counts on the day on which it starts.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 */
export async function countEligibleShiftsByDay(
  db: Database,
  { workerId, from, to, timeZone, ...filter }: CountEligibleShiftsByDayParams,
): Promise<EligibleDay[]> {
  await assertFilterExists(db, filter)
  const days = await query(db, { workerId, from, to, timeZone, ...filterParams(filter) })
  if (days.length === 0) await assertWorkerExists(db, workerId)
  return days
}

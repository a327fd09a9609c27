import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { isEligibleAtJoinedFacility } from '../eligibility/rule.ts'
import { prepare } from '../client/prepare.ts'
import { facility, shift } from '../schema.ts'
import { eligibleFacility } from '../eligibility/eligibleFacility.ts'
import {
  assertCanSelect,
  assertFilterExists,
  dayWindow,
  facilityMatchesFilter,
  filterPartsOf,
  localStartMatchesFilter,
  selectionParams,
  shiftMatchesFilter,
  windowEnd,
  windowStart,
  type SelectionParams,
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
  /** The IANA zone whose days are counted. If left out, a shift counts on the day of its facility's clock. */
  timeZone?: string | undefined
}

interface QueryParams extends SelectionParams {
  timeZone: string | null
}

const query = prepare<'replica', QueryParams, EligibleDay>(
  'count_eligible_shifts_by_day',
  (param) => sql`
    with ${eligibleFacility(param('workerId'), facilityMatchesFilter(param, facility))},
    ${dayWindow(param)},
    -- Many shifts start at the same instant, and computing its day costs some 3 µs: once for each instant and zone, not for
    -- each shift. The facilities are kept in an array, because PostgreSQL cannot estimate the size of a join with the shifts.
    start as materialized (
      select open.starts_at, array_agg(eligible_facility.id) as facility_ids,
        case when ${param('usesFacilityClock')}::boolean then eligible_facility.time_zone end as zone
      -- Each facility by itself, from an index: else PostgreSQL may read the shifts of all facilities in the window.
      from eligible_facility cross join lateral (
        select ${shift.startsAt} from ${shift}
        where ${isEligibleAtJoinedFacility(param('workerId'), shift)}
          and ${shift.startsAt} >= ${windowStart(param)} and ${shift.startsAt} < ${windowEnd(param)}
          and ${shiftMatchesFilter(param, shift)}
        offset 0
      ) open
      group by open.starts_at, zone
    ),
    local_start as (
      select
        starts_at at time zone zone as by_facility,
        starts_at at time zone ${param('timeZone')}::text as by_zone,
        facility_ids
      from start offset 0
    )
    select start_day.day::text, count(*)::int as shifts, count(distinct facility_id)::int as facilities
    from (
      select coalesce(by_zone, by_facility)::date as day, facility_ids
      from local_start
      where ${localStartMatchesFilter(param, sql`by_facility`)}
      offset 0
    ) as start_day, unnest(facility_ids) as facility_id
    group by start_day.day
    order by start_day.day`,
  filterPartsOf,
)

/**
 * The number of shifts that the worker may take on each day, and of their facilities. Days without shifts are left out.
 * A shift counts on the day on which it starts.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known
 */
export async function countEligibleShiftsByDay(
  db: Database<'replica'>,
  { workerId, timeZone, ...selection }: CountEligibleShiftsByDayParams,
): Promise<EligibleDay[]> {
  await assertFilterExists(db, selection)
  const params = selectionParams(workerId, selection)
  const usesFacilityClock = timeZone === undefined || params.usesFacilityClock
  const days = await query(db, { ...params, timeZone: timeZone ?? null, usesFacilityClock })
  if (days.length === 0) await assertCanSelect(db, workerId, selection)
  return days
}

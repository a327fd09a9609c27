import { sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '../client/connect.ts'
import { isEligibleAtAnyFacility, isEligibleAtJoinedFacility } from '../eligibility/rule.ts'
import { prepare, type Parameter } from '../client/prepare.ts'
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
import {
  overlapsClaimed,
  shiftColumns,
  toEligibleShift,
  type EligibleShift,
  type EligibleShiftRow,
} from './eligibleShift.ts'

/**
 * At up to this many eligible facilities, shifts are read facility by facility. At more, all open shifts are read in time
 * order and those at other facilities skipped. With 2,000 facilities both branches read some 4,500 index entries for 100
 * shifts at this number.
 */
const fewFacilities = 45

/** The shift after which a page begins. */
export interface ShiftPosition {
  startsAt: string
  id: number
}

/** At most `limit` shifts after the position `after`. */
export interface PageParams {
  after?: ShiftPosition | undefined
  limit: number
}

export interface ListEligibleShiftsParams extends ShiftSelection, PageParams {
  workerId: number
}

interface QueryParams extends FilterParams {
  workerId: number
  startsAt: string
  id: number
  to: string
  limit: number
}

type Param = Parameter<QueryParams>

/** Comes after the position and before the window's end, and matches the filter. */
const isSelected = (
  param: Param,
) => sql`(${shift.startsAt}, ${shift.id}) > (${param('startsAt')}::timestamptz, ${param('id')}::int)
  and ${shift.startsAt} < ${param('to')}::timestamptz and ${shiftMatchesFilter(param, shift)}`
const firstOfOrder = (param: Param) => sql`order by starts_at, id limit ${param('limit')}::int`

const page = alias(shift, 'page')

type Row = EligibleShiftRow & { facility_name: string; time_zone: string }

const query = prepare<QueryParams, Row>(
  'list_eligible_shifts',
  (param) => sql`
    with ${eligibleFacility(param('workerId'), facilityMatchesFilter(param, facility))},
    ${page} as (
      (
        select ${shiftColumns} from ${shift}
        where (select count(*) from eligible_facility) > ${fewFacilities}::int
          and ${isEligibleAtAnyFacility(param('workerId'), shift)} and ${isSelected(param)}
        ${firstOfOrder(param)}
      )
      union all
      select next.*
      from eligible_facility cross join lateral (
        select ${shiftColumns} from ${shift}
        where ${isEligibleAtJoinedFacility(param('workerId'), shift)} and ${isSelected(param)}
        ${firstOfOrder(param)}
      ) next
      where (select count(*) from eligible_facility) <= ${fewFacilities}::int
      ${firstOfOrder(param)}
    )
    select ${page}.*, eligible_facility.name as facility_name, eligible_facility.time_zone,
      ${overlapsClaimed(param('workerId'), page)} as overlaps_claimed
    from ${page} join eligible_facility on eligible_facility.id = ${page.facilityId}
    order by ${page.startsAt}, ${page.id}`,
)

/**
 * The shifts that the worker may take, by start, then id: at most `limit` of them after the position `after`.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 */
export async function listEligibleShifts(
  db: Database,
  { workerId, from = '-infinity', to = 'infinity', after, limit, ...filter }: ListEligibleShiftsParams,
): Promise<EligibleShift[]> {
  await assertFilterExists(db, filter)

  const { startsAt, id } = after ?? { startsAt: from, id: 0 }
  const rows = await query(db, { workerId, startsAt, id, to, limit, ...filterParams(filter) })
  if (rows.length === 0) await assertWorkerExists(db, workerId)
  return rows.map((row) =>
    toEligibleShift(row, { id: row.facility_id, name: row.facility_name, timeZone: row.time_zone }),
  )
}

import { sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '../client/connect.ts'
import { isEligibleAtAnyFacility, isEligibleAtJoinedFacility } from '../eligibility/rule.ts'
import { prepare, type Parameter } from '../client/prepare.ts'
import { facility, shift } from '../schema.ts'
import { eligibleFacility } from '../eligibility/eligibleFacility.ts'
import {
  assertCanSelect,
  assertFilterExists,
  dayWindow,
  facilityMatchesFilter,
  filterPartsOf,
  selectionParams,
  shiftMatchesFilterByClock,
  windowEnd,
  windowStart,
  type SelectionParams,
  type ShiftSelection,
} from './filter.ts'
import {
  facilityColumns,
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

/** The parameters of a query for a page. */
export interface PageQueryParams extends SelectionParams {
  startsAt: string
  id: number
  limit: number
}

type Param = Parameter<PageQueryParams>

/**
 * The common table expression `position`, after which the page begins: the cursor's position or the start of the window, whichever
 * is later. With two conditions instead, PostgreSQL would start to read the index at the first one and skip rows for the other.
 */
const position = (param: Param) => sql`
  position as materialized (
    select starts_at, id
    from (values (${param('startsAt')}::timestamptz, ${param('id')}::int), (${windowStart(param)}, 0)) bound (starts_at, id)
    order by starts_at desc, id desc limit 1
  )`

/** Comes after the position and before the window's end, and matches the filter. */
const isSelected = (param: Param) =>
  sql`(${shift.startsAt}, ${shift.id}) > ((select starts_at from position), (select id from position))
    and ${shift.startsAt} < ${windowEnd(param)} and ${shiftMatchesFilterByClock(param, shift)}`
const orderAndLimit = (param: Param) => sql`order by starts_at, id limit ${param('limit')}::int`

const page = alias(shift, 'page')

/**
 * The query for a page of the open shifts at the facilities of the table expression `eligible_facility`. `more` is a further column,
 * which may read the column `facility_id` of the table expression `page`.
 */
export const pageQuery = (param: Param, facilities: SQL, more?: SQL): SQL => sql`
    with ${facilities},
    ${dayWindow(param)},
    ${position(param)},
    ${page} as (
      (
        select ${shiftColumns} from ${shift}
        where (select count(*) from eligible_facility) > ${fewFacilities}::int
          and ${isEligibleAtAnyFacility(param('workerId'), shift)} and ${isSelected(param)}
        ${orderAndLimit(param)}
      )
      union all
      select next.*
      from eligible_facility cross join lateral (
        select ${shiftColumns} from ${shift}
        where ${isEligibleAtJoinedFacility(param('workerId'), shift)} and ${isSelected(param)}
        ${orderAndLimit(param)}
      ) next
      where (select count(*) from eligible_facility) <= ${fewFacilities}::int
      ${orderAndLimit(param)}
    )
    -- Not joined with eligible_facility: PostgreSQL underestimates its rows, and would read all of them for each shift.
    select ${page}.*, ${facilityColumns}, ${overlapsClaimed(param('workerId'), page)} as overlaps_claimed
      ${more ? sql`, ${more}` : sql``}
    from ${page} join ${facility} on ${facility.id} = ${page.facilityId}
    order by ${page.startsAt}, ${page.id}`

/** The parameters of a query for a page. */
export const pageQueryParams = (
  workerId: number,
  { after, limit, ...selection }: ShiftSelection & PageParams,
): PageQueryParams => {
  const { startsAt, id } = after ?? { startsAt: '-infinity', id: 0 }
  return { ...selectionParams(workerId, selection), startsAt, id, limit }
}

const query = prepare<'replica', PageQueryParams, EligibleShiftRow>(
  'list_eligible_shifts',
  (param) => pageQuery(param, eligibleFacility(param('workerId'), facilityMatchesFilter(param, facility))),
  filterPartsOf,
)

/**
 * The shifts that the worker may take, by start, then id: at most `limit` of them after the position `after`.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known
 */
export async function listEligibleShifts(
  db: Database<'replica'>,
  { workerId, ...selection }: ListEligibleShiftsParams,
): Promise<EligibleShift[]> {
  await assertFilterExists(db, selection)
  const rows = await query(db, pageQueryParams(workerId, selection))
  if (rows.length === 0) await assertCanSelect(db, workerId, selection)
  return rows.map(toEligibleShift)
}

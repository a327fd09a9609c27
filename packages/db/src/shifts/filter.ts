import { sql, type AnyColumn, type SQL, type SQLWrapper } from 'drizzle-orm'
import { assertFacilitiesExist, assertHomeIsKnown, assertWorkerExists } from '../client/assertExists.ts'
import type { Queryable, Server } from '../client/connect.ts'
import { clockZone } from '../facilities/clockZone.ts'
import { facility, shift, worker } from '../schema.ts'

/** A window on the start of shifts, [from, to): ISO 8601 instants. Unbounded where left out. */
export interface InstantWindow {
  from?: string | undefined
  to?: string | undefined
}

/** A window of instants, or one of days by each facility's own clock, [fromDay, toDay): dates such as 2026-12-01. */
export interface ShiftWindow extends InstantWindow {
  fromDay?: string | undefined
  toDay?: string | undefined
}

/** In the order in which PostgreSQL numbers them, from 1. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** The hours of the start of each part of the day. */
const hoursOfPart = {
  day: [4, 5, 6, 7, 8, 9, 10, 11],
  evening: [12, 13, 14, 15, 16, 17],
  night: [18, 19, 20, 21, 22, 23, 0, 1, 2, 3],
}
export const partsOfDay = ['day', 'evening', 'night'] as const
export type PartOfDay = (typeof partsOfDay)[number]

/** Degrees. */
export interface Coordinates {
  latitude: number
  longitude: number
}

/** The fields that narrow a listing, besides its window. Several fields at once mean all of them. */
export interface ShiftFilter {
  /** Only shifts at these facilities. */
  facilityIds?: readonly number[] | undefined
  /** Only shifts that start on one of these days, by the facility's clock. */
  weekdays?: readonly Weekday[] | undefined
  /** Only shifts that start in one of these parts of the day, by the facility's clock. */
  partsOfDay?: readonly PartOfDay[] | undefined
  /** The minimum length of a shift, in hours. */
  minHours?: number | undefined
  /** The maximum length of a shift, in hours. */
  maxHours?: number | undefined
  /** The maximum distance of the facility from `near`. Facilities without coordinates are left out. */
  withinMiles?: number | undefined
  /** The worker's home, if left out. */
  near?: Coordinates | undefined
  /** Only shifts that start later than now. */
  notStarted?: boolean | undefined
  /** Only shifts that overlap none of the worker's claimed shifts. */
  fitsAroundClaimed?: boolean | undefined
  /** With `fitsAroundClaimed`: the hours of rest that must remain before and after each claimed shift. */
  minRestHours?: number | undefined
}

/** The window and filter of a listing of eligible shifts. */
export interface ShiftSelection extends ShiftWindow, ShiftFilter {}

/**
 * The query parameters of a selection, null for what is left out. Arrays are written as PostgreSQL writes them, such as {1,2}:
 * drizzle cannot inline an array into the text of a COPY.
 */
export interface SelectionParams {
  workerId: number
  /** Bounds of the window, whatever its kind: all shifts of a window of days start between them. */
  from: string
  to: string
  fromDay: string | null
  toDay: string | null
  facilityIds: string | null
  /** From 1, Monday. */
  weekdays: string | null
  hours: string | null
  /** The hours of a week in UTC, from Thursday, in which a start may match: a bit for each. */
  utcHours: string | null
  /** True if something depends on the clock of each facility. */
  usesFacilityClock: true | null
  minHours: number | null
  maxHours: number | null
  withinMiles: number | null
  nearLatitude: number | null
  nearLongitude: number | null
  notStarted: true | null
  fitsAroundClaimed: true | null
  minRestHours: number | null
}

export const selectionParams = (
  workerId: number,
  { from, to, fromDay, toDay, ...filter }: ShiftSelection,
): SelectionParams => ({
  workerId,
  // The largest offsets of PostgreSQL: the day begins at no facility earlier than `from`, and at none later than `to`.
  from: from ?? (fromDay === undefined ? '-infinity' : `${fromDay}T00:00:00+15:59`),
  to: to ?? (toDay === undefined ? 'infinity' : `${toDay}T00:00:00-15:59`),
  fromDay: fromDay ?? null,
  toDay: toDay ?? null,
  facilityIds: arrayOf(filter.facilityIds),
  weekdays: arrayOf(filter.weekdays?.map((day) => weekdays.indexOf(day) + 1)),
  hours: arrayOf(filter.partsOfDay?.flatMap((part) => hoursOfPart[part])),
  utcHours: filter.weekdays || filter.partsOfDay ? utcHoursOf(filter) : null,
  usesFacilityClock: fromDay || toDay || filter.weekdays || filter.partsOfDay ? true : null,
  minHours: filter.minHours ?? null,
  maxHours: filter.maxHours ?? null,
  withinMiles: filter.withinMiles ?? null,
  nearLatitude: filter.near?.latitude ?? null,
  nearLongitude: filter.near?.longitude ?? null,
  notStarted: filter.notStarted || null,
  fitsAroundClaimed: filter.fitsAroundClaimed || null,
  minRestHours: filter.minRestHours ?? null,
})

const hoursOfWeek = 7 * 24
/** 1970-01-01, from which PostgreSQL counts, was the fourth day of a week. */
const firstWeekday = 3
/** The largest offset from UTC of a zone that PostgreSQL knows. */
const maxOffsetHours = 16

/** Every hour of a week in UTC in which a start can match the weekdays and parts of the day in at least one time zone. */
function utcHoursOf({ weekdays: days = weekdays, partsOfDay: parts = partsOfDay }: ShiftFilter): string {
  const bits = Array<0 | 1>(hoursOfWeek).fill(0)
  for (const day of days) {
    const midnight = (weekdays.indexOf(day) - firstWeekday) * 24
    for (const hour of parts.flatMap((part) => hoursOfPart[part])) {
      for (let offset = -maxOffsetHours; offset <= maxOffsetHours; offset++)
        bits[(midnight + hour - offset + 2 * hoursOfWeek) % hoursOfWeek] = 1
    }
  }
  return bits.join('')
}

const arrayOf = (numbers: readonly number[] | undefined) => (numbers ? `{${numbers.join()}}` : null)

/**
 * What the fields of a selection are about. A query has only the parts that the selection uses: to check that none of the other
 * fields is given takes as long as all the rest of a page.
 */
export type FilterPart = 'place' | 'shift' | 'clock'

/** The parts that a selection with these parameters uses, always in the same order. */
export function filterPartsOf(params: SelectionParams): FilterPart[] {
  const uses: Record<FilterPart, unknown[]> = {
    place: [params.facilityIds, params.withinMiles],
    shift: [params.minHours, params.maxHours, params.notStarted, params.fitsAroundClaimed],
    clock: [params.usesFacilityClock],
  }
  return filterParts.filter((part) => uses[part].some((value) => value !== null))
}

const filterParts: readonly FilterPart[] = ['place', 'shift', 'clock']

export interface SelectionParam {
  (name: keyof SelectionParams): SQLWrapper
  uses: (part: FilterPart) => boolean
}

/** The parameters with their values, for a query that is not prepared. */
export function inlined(params: SelectionParams): SelectionParam {
  const parts = filterPartsOf(params)
  return Object.assign((name: keyof SelectionParams) => sql.param(params[name]), {
    uses: (part: FilterPart) => parts.includes(part),
  })
}

/** The part of the filter's predicate that is about the facility. A query evaluates it once for each facility. */
export const facilityMatchesFilter = (
  param: SelectionParam,
  { id, ...place }: Record<'id' | 'latitude' | 'longitude', AnyColumn>,
): SQL =>
  param.uses('place')
    ? sql`(${param('facilityIds')}::int[] is null or ${id} = any(${param('facilityIds')}::int[]))
    and (${param('withinMiles')}::float8 is null or ${isWithinMiles(param, place)})`
    : sql`true`

const earthRadiusMiles = 3_958.8

/** 1.6 mm, which exceeds every rounding error: a place at exactly the given distance is within it. */
const toleranceMiles = 1e-6

/** The sine or cosine of half an angle, squared. Rounded to a tenth of a millimetre, because PostgreSQL refuses to underflow. */
const halfSquared = (of: 'sind' | 'cosd', degrees: SQL) =>
  sql`power(${sql.raw(of)}(round((${degrees}) * 1e9::float8) / 2e9::float8), 2)`

/**
 * The great-circle distance from `near`, else from the worker's home, by the haversine formula. Its complement is computed as a
 * sum too, and not as 1 - haversine, which would lose precision towards the antipode.
 */
function isWithinMiles(
  param: SelectionParam,
  { latitude, longitude }: Record<'latitude' | 'longitude', AnyColumn>,
): SQL {
  const home = (column: AnyColumn) =>
    sql`(select ${column} from ${worker} where ${worker.id} = ${param('workerId')}::int)`
  const nearLatitude = sql`coalesce(${param('nearLatitude')}::float8, ${home(worker.homeLatitude)})`
  const nearLongitude = sql`coalesce(${param('nearLongitude')}::float8, ${home(worker.homeLongitude)})`
  const cosines = sql`cosd(${latitude}) * cosd(${nearLatitude})`
  const east = sql`${longitude} - ${nearLongitude}`
  const haversine = sql`${halfSquared('sind', sql`${latitude} - ${nearLatitude}`)} + ${cosines} * ${halfSquared('sind', east)}`
  const complement = sql`${halfSquared('sind', sql`${latitude} + ${nearLatitude}`)} + ${cosines} * ${halfSquared('cosd', east)}`
  const maxMiles = sql`(${param('withinMiles')}::float8 + ${toleranceMiles}::float8)`
  return sql`(
    -- A degree of latitude is over 69.09 miles long. This decides most facilities without trigonometry.
    abs(${latitude} - ${nearLatitude}) * 69.09 <= ${maxMiles}
    and 2 * ${earthRadiusMiles}::float8 * atan2(sqrt(${haversine}), sqrt(${complement})) <= ${maxMiles}
  )`
}

/** The part that is about the shift itself, without the conditions that depend on the facility's clock. */
export const shiftMatchesFilter = (
  param: SelectionParam,
  { startsAt, endsAt }: Record<'startsAt' | 'endsAt', AnyColumn>,
): SQL =>
  param.uses('shift')
    ? sql`(${param('minHours')}::float8 is null or ${endsAt} - ${startsAt} >= ${interval(param('minHours'))})
    and (${param('maxHours')}::float8 is null or ${endsAt} - ${startsAt} <= ${interval(param('maxHours'))})
    and (${param('notStarted')}::boolean is null or ${startsAt} > now())
    and (${param('fitsAroundClaimed')}::boolean is null or not tstzrange(${startsAt}, ${endsAt}) && ${claimedTimeWithRest(param)})`
    : sql`true`

const interval = (hours: SQLWrapper) => sql`make_interval(secs => ${hours}::float8 * 3600)`

/** The time of the worker's claimed shifts, with the rest before and after them, near the window: one value for a query. */
function claimedTimeWithRest(param: SelectionParam): SQL {
  const rest = sql`coalesce(${interval(param('minRestHours'))}, interval '0')`
  return sql`(
    select coalesce(range_agg(tstzrange(${shift.startsAt} - ${rest}, ${shift.endsAt} + ${rest})), '{}')
    from ${shift}
    where ${shift.workerId} = ${param('workerId')}::int and not ${shift.isDeleted}
      -- A shift lasts 24 hours at most, and so does a rest.
      and ${shift.startsAt} > ${param('from')}::timestamptz - interval '48 hours'
      and ${shift.startsAt} < ${param('to')}::timestamptz + interval '48 hours'
  )`
}

/** The part that depends on the facility's clock, for a start by that clock. */
export const localStartMatchesFilter = (param: SelectionParam, localStart: SQL): SQL =>
  param.uses('clock')
    ? sql`(${param('fromDay')}::date is null or ${localStart} >= ${param('fromDay')}::date)
    and (${param('toDay')}::date is null or ${localStart} < ${param('toDay')}::date)
    and (${param('weekdays')}::int[] is null or extract(isodow from ${localStart})::int = any(${param('weekdays')}::int[]))
    and (${param('hours')}::int[] is null or extract(hour from ${localStart})::int = any(${param('hours')}::int[]))`
    : sql`true`

const utcHourOfWeek = (instant: AnyColumn) =>
  sql`(((floor(date_part('epoch', ${instant}) / 3600)::bigint % 168) + 168) % 168)::int`

/** The complete predicate about a shift, for a query that reads shifts without their facilities. */
export const shiftMatchesFilterByClock = (
  param: SelectionParam,
  columns: Record<'startsAt' | 'endsAt' | 'facilityId', AnyColumn>,
): SQL =>
  matchesFilterByClock(
    param,
    columns,
    sql`select ${columns.startsAt} at time zone ${clockZone(facility.timeZone)} as by_clock
      from ${facility} where ${facility.id} = ${columns.facilityId}`,
  )

/** The complete predicate about a shift, for a query that has the time zone of its facility. */
export const shiftMatchesFilterInZone = (
  param: SelectionParam,
  columns: Record<'startsAt' | 'endsAt', AnyColumn>,
  timeZone: SQL,
): SQL =>
  matchesFilterByClock(param, columns, sql`select ${columns.startsAt} at time zone ${timeZone} as by_clock`)

/** `start` selects the start by the facility's clock as `by_clock`. */
const matchesFilterByClock = (
  param: SelectionParam,
  columns: Record<'startsAt' | 'endsAt', AnyColumn>,
  start: SQL,
): SQL =>
  sql`${shiftMatchesFilter(param, columns)}${
    param.uses('clock')
      ? sql`
    -- Most starts match in no time zone. This check costs a tenth of computing the start by the facility's clock.
    and (${param('utcHours')}::bit(168) is null or get_bit(${param('utcHours')}::bit(168), ${utcHourOfWeek(columns.startsAt)}) = 1)
    and (select ${localStartMatchesFilter(param, sql`start.by_clock`)} from (${start} offset 0) start)`
      : sql``
  }`

/**
 * The common table expression `day_window`: the earliest and the latest start of a window of days in the zones of
 * `eligible_facility`, so that no more of an index is read. Where a clock that is set back shows a midnight twice, PostgreSQL
 * takes the second, which since 1970 has been at most three hours after the first (Antarctica/Casey).
 */
export const dayWindow = (param: SelectionParam): SQL => sql`
  day_window as materialized (
    select
      min(${param('fromDay')}::date::timestamp at time zone time_zone) - interval '3 hours' as starts_from,
      max(${param('toDay')}::date::timestamp at time zone time_zone) as starts_to
    from (
      select distinct time_zone from eligible_facility
      where ${param('fromDay')}::date is not null or ${param('toDay')}::date is not null
    ) zone
  )`

/** The first instant of the window, for a query with `day_window`. */
export const windowStart = (param: SelectionParam): SQL =>
  sql`greatest(${param('from')}::timestamptz${param.uses('clock') ? sql`, (select starts_from from day_window)` : sql``}${
    param.uses('shift') ? sql`, case when ${param('notStarted')}::boolean then now() end` : sql``
  })`

/** The instant at which the window ends, for a query with `day_window`. */
export const windowEnd = (param: SelectionParam): SQL =>
  sql`least(${param('to')}::timestamptz${param.uses('clock') ? sql`, (select starts_to from day_window)` : sql``})`

/** @throws {NotFoundError} if the filter names a facility that does not exist */
export async function assertFilterExists(db: Queryable<Server>, { facilityIds }: ShiftFilter): Promise<void> {
  if (facilityIds) await assertFacilitiesExist(db, facilityIds)
}

/**
 * Checks why a result is empty: an empty result may be right, or the selection may be impossible.
 * @throws {NotFoundError} for an unknown worker
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known
 */
export async function assertCanSelect(
  db: Queryable<Server>,
  workerId: number,
  { withinMiles, near }: ShiftFilter,
): Promise<void> {
  if (withinMiles !== undefined && !near) await assertHomeIsKnown(db, workerId)
  else await assertWorkerExists(db, workerId)
}

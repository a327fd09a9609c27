import { distanceMiles, type Coordinates } from '@/shared/place/distance.ts'
import { isKnownZone } from '@/shared/time/zone.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { partOfDay, weekdayOf } from '@/shared/time/partOfDay.ts'
import { dayOf } from '@/shared/time/period.ts'
import type { ShiftFilter } from './shiftFilter.ts'

type Hours = Pick<Shift, 'startsAt' | 'endsAt'>

/** What some fields of a filter depend on besides the shift. What is left out is not known here. */
export interface Surroundings {
  /** Where the worker lives; null if the worker has not said it. */
  home?: Coordinates | null | undefined
  /** Where a facility is: null if nobody knows, undefined if it is only not known here. */
  placeOf?: ((facilityId: number) => Coordinates | null | undefined) | undefined
}

/**
 * Whether the filter keeps the shift, by the same rule as the API; undefined if that cannot be decided here. Used for
 * shifts that change while they are shown.
 */
export function matchesFilter(
  filter: ShiftFilter,
  shift: Pick<Shift, 'startsAt' | 'endsAt' | 'facility' | 'overlapsClaimed'>,
  surroundings: Surroundings = {},
): boolean | undefined {
  const fields = [
    filter.facilityIds?.includes(shift.facility.id) ?? true,
    hasLength(filter, shift),
    startsThen(filter, shift),
    isNear(filter, shift, surroundings),
    fits(filter, shift),
  ]
  if (fields.includes(false)) return false
  return fields.includes(undefined) ? undefined : true
}

const hourMs = 3_600_000

function hasLength({ minHours = 0, maxHours = 24 }: ShiftFilter, { startsAt, endsAt }: Hours): boolean {
  const length = (Date.parse(endsAt) - Date.parse(startsAt)) / hourMs
  return length >= minHours && length <= maxHours
}

/** Whether the weekday and the part of the day of the start match, by the facility's clock. */
function startsThen(
  { weekdays, partsOfDay }: ShiftFilter,
  { startsAt, facility: { timeZone } }: Pick<Shift, 'startsAt' | 'facility'>,
): boolean | undefined {
  if (!weekdays && !partsOfDay) return true
  if (!isKnownZone(timeZone)) return undefined
  return (
    (weekdays?.includes(weekdayOf(dayOf(startsAt, timeZone))) ?? true) &&
    (partsOfDay?.includes(partOfDay(startsAt, timeZone)) ?? true)
  )
}

/** 1.6 mm, as in the API: it exceeds the rounding errors, so that a place at exactly the given distance is within it. */
const toleranceMiles = 1e-6

function isNear(
  { withinMiles, near }: ShiftFilter,
  { facility }: Pick<Shift, 'facility'>,
  { home, placeOf }: Surroundings,
): boolean | undefined {
  if (withinMiles === undefined) return true
  const place = placeOf?.(facility.id)
  if (place === null) return false
  const from = near ?? home
  if (!from || !place) return undefined
  return distanceMiles(from, place) <= withinMiles + toleranceMiles
}

/** The rest around a shift depends on claimed shifts of which only some may be known here. */
function fits(
  { fitsAroundClaimed, minRestHours = 0 }: ShiftFilter,
  { overlapsClaimed }: Pick<Shift, 'overlapsClaimed'>,
): boolean | undefined {
  if (!fitsAroundClaimed) return true
  if (overlapsClaimed) return false
  return minRestHours === 0 ? true : undefined
}

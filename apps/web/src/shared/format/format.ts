import { dayOf } from '@/shared/time/period.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { isKnownZone } from '@/shared/time/zone.ts'
import type { Shift } from '@/shared/shift/shift.ts'

type Format = (instant: string, timeZone: string) => string

/** Returns a function that formats instants in English. Creating an Intl format is slow, so it keeps one for each zone. */
function createFormat(options: Intl.DateTimeFormatOptions): Format {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (instant, timeZone) => {
    const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone })
    formats.set(timeZone, format)
    // Node and browsers use different spaces before AM and PM, which would cause hydration errors.
    return format.format(new Date(instant)).replaceAll('\u202f', ' ')
  }
}

/** "7 AM", "3:30 PM". */
export const clock: Format = (instant, timeZone) => time(instant, timeZone).replace(':00', '')
const time = createFormat({ hour: 'numeric', minute: '2-digit' })

/** "Tue, Dec 1". */
export const shortDay = createFormat({ weekday: 'short', month: 'short', day: 'numeric' })

/** A calendar day such as 2026-12-01 in words: "Tuesday, December 1". */
export const dayInWords = (day: string) => longDay(`${day}T00:00:00Z`, 'UTC')
const longDay = createFormat({ weekday: 'long', month: 'long', day: 'numeric' })

/** "PST". */
const zoneName: Format = (instant, timeZone) => hourAndZone(instant, timeZone).split(' ').at(-1) ?? timeZone
const hourAndZone = createFormat({ hour: 'numeric', timeZoneName: 'short' })

/** The time in a zone, with the zone's name: "7:00 AM PST". */
export const zoneClock = createFormat({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })

/** "7 AM – 3:30 PM". */
const span = ({ startsAt, endsAt }: Shift, zone: string) =>
  `${clock(startsAt, zone)} – ${clock(endsAt, zone)}`

/** Whether the clocks of two zones agree at the start and at the end of the shift. */
export const isSameClock = ({ startsAt, endsAt }: Shift, one: string, other: string): boolean =>
  one === other ||
  [startsAt, endsAt].every(
    (instant) =>
      dayOf(instant, one) === dayOf(instant, other) && clock(instant, one) === clock(instant, other),
  )

/**
 * The shift's hours on the facility's clock: "7 AM – 3 PM". The zone is named if the viewer's clock differs: "11 PM – 7 AM
 * MST". If this machine does not know the facility's zone, the hours are on the viewer's clock: "7 AM – 3 PM your time".
 */
export function hours(shift: Shift, viewerZone: string): string {
  const zone = shift.facility.timeZone
  if (!isKnownZone(zone)) return `${span(shift, viewerZone)} your time`
  const text = span(shift, zone)
  return isSameClock(shift, zone, viewerZone) ? text : `${text} ${zoneName(shift.startsAt, zone)}`
}

/** The facility's day and `hours`: "Sat, Dec 5, 7 PM – 7 AM". */
export const dayAndHours = (shift: Shift, viewerZone: string) =>
  `${shortDay(shift.startsAt, facilityZone(shift, viewerZone))}, ${hours(shift, viewerZone)}`

/** The weekday and `hours`, for shifts of one week: "Fri 7 AM – 3 PM". */
export const weekdayAndHours = (shift: Shift, viewerZone: string) =>
  `${weekday(shift.startsAt, facilityZone(shift, viewerZone))} ${hours(shift, viewerZone)}`
const weekday = createFormat({ weekday: 'short' })

/** The date, hours and zone of a shift: "Tue, Dec 1, 7 AM – 3:30 PM CST". Adds the last day of an overnight shift. */
export function dateAndHours(shift: Shift, zone: string): string {
  const until =
    dayOf(shift.startsAt, zone) === dayOf(shift.endsAt, zone) ? '' : `, until ${shortDay(shift.endsAt, zone)}`
  return `${shortDay(shift.startsAt, zone)}, ${span(shift, zone)} ${zoneName(shift.startsAt, zone)}${until}`
}

/** "8 h", "12 h 30 min". */
export function formatMinutes(minutes: number): string {
  const fullHours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (fullHours === 0) return `${rest} min`
  return rest === 0 ? `${fullHours} h` : `${fullHours} h ${rest} min`
}

/** The length of the shift: "8 h". */
export const duration = ({ startsAt, endsAt }: Shift): string =>
  formatMinutes(minutesBetween(startsAt, endsAt))

/** The time between two instants, in full minutes. */
export const minutesBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 60_000)

const miles = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A distance in miles: "8 mi", "1,240 mi", "under 1 mi". */
export const formatMiles = (distance: number): string =>
  distance < 1 ? 'under 1 mi' : `${miles.format(distance)} mi`

/** Whether the shift ends on another day than it starts, on the facility's clock. */
export function isOvernight(shift: Shift, viewerZone: string): boolean {
  const zone = facilityZone(shift, viewerZone)
  return dayOf(shift.startsAt, zone) !== dayOf(shift.endsAt, zone)
}

/** The weekday of a calendar day in one letter: "T". */
export const weekdayLetter = (day: string) => narrowWeekday(`${day}T00:00:00Z`, 'UTC')
const narrowWeekday = createFormat({ weekday: 'narrow' })

/** A calendar day in short: "Sat, Dec 5". */
export const shortDate = (day: string) => shortDay(`${day}T00:00:00Z`, 'UTC')

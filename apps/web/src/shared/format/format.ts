import { dayOf } from '@/shared/time/period.ts'
import { facilityZone, isKnownZone } from '@/shared/shift/facilityZone.ts'
import type { Shift } from '@/shared/shift/shift.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Formats in English. Creating an Intl format is slow, so formats are kept. */
function format(instant: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${JSON.stringify(options)}`
  const cached = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  formats.set(key, cached)
  // Node and browsers use different spaces before AM and PM, which would cause hydration errors.
  return cached.format(new Date(instant)).replaceAll('\u202f', ' ')
}

/** "7 AM", "3:30 PM". */
export const clock = (instant: string, timeZone: string) =>
  format(instant, timeZone, { hour: 'numeric', minute: '2-digit' }).replace(':00', '')

/** "Tue, Dec 1". */
export const shortDay = (instant: string, timeZone: string) =>
  format(instant, timeZone, { weekday: 'short', month: 'short', day: 'numeric' })

/** A calendar day such as 2026-12-01 in words: "Tuesday, December 1". */
export const dayInWords = (day: string) =>
  format(`${day}T00:00:00Z`, 'UTC', { weekday: 'long', month: 'long', day: 'numeric' })

/** "PST". */
const zoneName = (instant: string, timeZone: string) =>
  format(instant, timeZone, { hour: 'numeric', timeZoneName: 'short' }).split(' ').at(-1) ?? timeZone

/** The time in a zone, with the zone's name: "7:00 AM PST". */
export const zoneClock = (instant: string, timeZone: string) =>
  format(instant, timeZone, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })

/** "7 AM – 3:30 PM". */
const span = ({ startsAt, endsAt }: Shift, zone: string) =>
  `${clock(startsAt, zone)} – ${clock(endsAt, zone)}`

/**
 * The shift's hours on the facility's clock. The zone is named if it is not the viewer's, and the date is added if it
 * differs from the viewer's: "11 PM – 7 AM MST (Nov 30)". If this machine does not know the facility's zone, the hours
 * are on the viewer's clock: "7 AM – 3 PM your time".
 */
export function hours(shift: Shift, viewerZone: string): string {
  const { startsAt, facility } = shift
  const zone = facility.timeZone
  if (!isKnownZone(zone)) return `${span(shift, viewerZone)} your time`
  if (zone === viewerZone) return span(shift, zone)
  const isSameDay = dayOf(startsAt, zone) === dayOf(startsAt, viewerZone)
  const date = isSameDay ? '' : ` (${format(startsAt, zone, { month: 'short', day: 'numeric' })})`
  return `${span(shift, zone)} ${zoneName(startsAt, zone)}${date}`
}

/** The date, hours and zone of a shift: "Tue, Dec 1, 7 AM – 3:30 PM CST". Adds the last day of an overnight shift. */
export function dateAndHours(shift: Shift, zone: string): string {
  const until =
    dayOf(shift.startsAt, zone) === dayOf(shift.endsAt, zone) ? '' : `, until ${shortDay(shift.endsAt, zone)}`
  return `${shortDay(shift.startsAt, zone)}, ${span(shift, zone)} ${zoneName(shift.startsAt, zone)}${until}`
}

/** "8 h", "12 h 30 min". */
export function duration({ startsAt, endsAt }: Shift): string {
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000)
  const fullHours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (fullHours === 0) return `${rest} min`
  return rest === 0 ? `${fullHours} h` : `${fullHours} h ${rest} min`
}

/** Whether the shift ends on another day than it starts, on the facility's clock. */
export function isOvernight(shift: Shift, viewerZone: string): boolean {
  const zone = facilityZone(shift, viewerZone)
  return dayOf(shift.startsAt, zone) !== dayOf(shift.endsAt, zone)
}

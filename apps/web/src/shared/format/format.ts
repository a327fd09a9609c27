import { dayOf } from '@/shared/time/period.ts'
import { facilityZone, isKnownZone } from '@/shared/shift/facilityZone.ts'
import type { Shift } from '@/shared/shift/shift.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it, and there are a handful of zones. */
function format(instant: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  formats.set(key, known)
  // Node and browsers differ in the space before AM and PM, which would break hydration.
  return known.format(new Date(instant)).replaceAll('\u202f', ' ')
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

/** What the clock of a zone says, and its name: "7:00 AM PST". */
export const zoneClock = (instant: string, timeZone: string) =>
  format(instant, timeZone, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })

/** "7 AM – 3:30 PM". */
const span = ({ startsAt, endsAt }: Shift, zone: string) =>
  `${clock(startsAt, zone)} – ${clock(endsAt, zone)}`

/**
 * The shift's hours on the facility's clock, which is the one that the worker will stand under. The zone is named where
 * it is not the viewer's, and the date where that is not the viewer's either: "11 PM – 7 AM MST (Nov 30)". Where the
 * facility's zone is not known here, the hours are on the viewer's clock, and say so: "7 AM – 3 PM your time".
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

/** When the shift is, in full, on one clock: "Tue, Dec 1, 7 AM – 3:30 PM CST", with the day it ends on if another. */
export function dateAndHours(shift: Shift, zone: string): string {
  const until =
    dayOf(shift.startsAt, zone) === dayOf(shift.endsAt, zone) ? '' : `, until ${shortDay(shift.endsAt, zone)}`
  return `${shortDay(shift.startsAt, zone)}, ${span(shift, zone)} ${zoneName(shift.startsAt, zone)}${until}`
}

/** "8 h", "12 h 30 min". */
export function duration({ startsAt, endsAt }: Shift): string {
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000)
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [whole && `${whole} h`, rest && `${rest} min`].filter(Boolean).join(' ')
}

export function isOvernight(shift: Shift, viewerZone: string): boolean {
  const zone = facilityZone(shift, viewerZone)
  return dayOf(shift.startsAt, zone) !== dayOf(shift.endsAt, zone)
}

import type { Locale } from '@/shared/i18n/locale.ts'
import type { Texts } from '@/shared/i18n/texts.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { addDays, dayOf, visibleDays, type Period } from '@/shared/time/period.ts'
import { isKnownZone } from '@/shared/time/zone.ts'
import { instantFormat, withPlainSpaces, zoneClock, type FormatInstant } from './intl.ts'

/** How a locale writes times, dates and distances. The examples are those of en-US. */
export type Format = ReturnType<typeof createFormat>

const formats = new Map<string, Format>()

/** The format of a locale, with the texts in its language. Creating it is slow, so it is kept. */
export function formatIn({ tag }: Locale, texts: Texts): Format {
  const format = formats.get(tag) ?? createFormat(tag, texts.format)
  formats.set(tag, format)
  return format
}

function createFormat(tag: string, texts: Texts['format']) {
  /** Formats a day such as 2026-12-01. */
  const dayFormat = (options: Intl.DateTimeFormatOptions) => {
    const format = instantFormat(tag, options)
    return (day: string) => format(`${day}T00:00:00Z`, 'UTC')
  }
  /** Some languages write weekdays and months in lower case, but not at the start of a heading or label. */
  const atStart = (text: string) => text.charAt(0).toLocaleUpperCase(tag) + text.slice(1)

  const numbers = new Intl.NumberFormat(tag)
  /** "1,240". */
  const formatNumber = (value: number) => numbers.format(value)

  const hourAndMinute = { hour: 'numeric', minute: '2-digit' } as const
  const time = instantFormat(tag, hourAndMinute)
  const timeParts = new Intl.DateTimeFormat(tag, hourAndMinute).formatToParts(0)
  const is12Hours = timeParts.some(({ type }) => type === 'dayPeriod')
  /** "7 AM", "3:30 PM"; "7:00" in a locale with 24 hours. */
  const clock: FormatInstant = (instant, timeZone) => {
    const text = time(instant, timeZone)
    return is12Hours ? text.replace(':00', '') : text
  }

  /** "Tue, Dec 1". */
  const shortDay = instantFormat(tag, { weekday: 'short', month: 'short', day: 'numeric' })
  /** A calendar day in short: "Sat, Dec 5". */
  const shortDate = (day: string) => shortDay(`${day}T00:00:00Z`, 'UTC')
  /** A calendar day within a sentence: "Tuesday, December 1". */
  const dayInWords = dayFormat({ weekday: 'long', month: 'long', day: 'numeric' })
  /** A calendar day at the start of a heading or label: "Tuesday, December 1". */
  const dayTitle = (day: string) => atStart(dayInWords(day))
  const weekday = instantFormat(tag, { weekday: 'short' })
  /** The weekday of a calendar day in one letter: "T". */
  const weekdayLetter = dayFormat({ weekday: 'narrow' })
  const weekdayOfDate = dayFormat({ weekday: 'short' })
  /** A weekday, 1 is Monday, as a label: "Tue". */
  const weekdayLabel = (isoWeekday: number) => atStart(weekdayOfDate(dateOn(isoWeekday)))
  const longWeekday = dayFormat({ weekday: 'long' })
  /** A weekday, 1 is Monday, within a sentence: "Tuesday". */
  const weekdayInWords = (isoWeekday: number) => longWeekday(dateOn(isoWeekday))

  /** "7 AM – 3:30 PM". */
  const span = ({ startsAt, endsAt }: Shift, zone: string) =>
    `${clock(startsAt, zone)} – ${clock(endsAt, zone)}`

  /**
   * The shift's hours on the facility's clock: "7 AM – 3 PM". The zone is named if the viewer's clock differs: "11 PM – 7 AM
   * MST". If this machine does not know the facility's zone, the hours are on the viewer's clock: "7 AM – 3 PM your time".
   */
  function hours(shift: Shift, viewerZone: string): string {
    const zone = shift.facility.timeZone
    if (!isKnownZone(zone)) return texts.onViewerClock(span(shift, viewerZone))
    const text = span(shift, zone)
    return isSameClock(shift, zone, viewerZone) ? text : `${text} ${zoneName(shift.startsAt, zone)}`
  }

  /** The facility's day and `hours`: "Sat, Dec 5, 7 PM – 7 AM". */
  const dayAndHours = (shift: Shift, viewerZone: string) =>
    atStart(`${shortDay(shift.startsAt, facilityZone(shift, viewerZone))}, ${hours(shift, viewerZone)}`)

  /** The weekday and `hours`, for shifts of one week: "Fri 7 AM – 3 PM". */
  const weekdayAndHours = (shift: Shift, viewerZone: string) =>
    `${weekday(shift.startsAt, facilityZone(shift, viewerZone))} ${hours(shift, viewerZone)}`

  /** The date, hours and zone of a shift: "Tue, Dec 1, 7 AM – 3:30 PM CST". Adds the last day of an overnight shift. */
  function dateAndHours(shift: Shift, zone: string): string {
    const { startsAt, endsAt } = shift
    const text = `${shortDay(startsAt, zone)}, ${span(shift, zone)} ${zoneName(startsAt, zone)}`
    return dayOf(startsAt, zone) === dayOf(endsAt, zone)
      ? text
      : `${text}, ${texts.until(shortDay(endsAt, zone))}`
  }

  /** "8 h", "12 h 30 min". */
  function formatMinutes(minutes: number): string {
    const fullHours = Math.floor(minutes / 60)
    const rest = minutes % 60
    if (fullHours === 0) return `${rest} min`
    const text = `${formatNumber(fullHours)} h`
    return rest === 0 ? text : `${text} ${rest} min`
  }

  /** The length of the shift: "8 h". */
  const duration = ({ startsAt, endsAt }: Shift) => formatMinutes(minutesBetween(startsAt, endsAt))

  const fullNumbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 })
  /** A distance in miles: "8 mi", "1,240 mi", "under 1 mi". */
  const formatMiles = (distance: number) =>
    distance < 1 ? texts.underOneMile : `${fullNumbers.format(distance)} mi`

  const oneDay = dayFormat({ weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' })
  const month = dayFormat({ month: 'long', year: 'numeric' })
  const monthInWords = dayFormat({ month: 'long' })
  const range = new Intl.DateTimeFormat(tag, {
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  })
  /** The title of the period: "December 2026", "Nov 29 – Dec 5, 2026", "Tue, Dec 1, 2026". */
  function periodTitle(period: Period, firstDay: number): string {
    if (period.view === 'day') return atStart(oneDay(period.date))
    if (period.view !== 'week') return atStart(month(`${period.date.slice(0, 7)}-01`))
    const { fromDay, toDay } = visibleDays(period, firstDay)
    return atStart(withPlainSpaces(range.formatRange(new Date(fromDay), new Date(addDays(toDay, -1)))))
  }

  return {
    formatNumber,
    clock,
    shortDay,
    shortDate,
    dayInWords,
    dayTitle,
    weekdayLetter,
    weekdayLabel,
    weekdayInWords,
    hours,
    dayAndHours,
    weekdayAndHours,
    dateAndHours,
    formatMinutes,
    duration,
    formatMiles,
    periodTitle,
    monthInWords,
  }
}

/** A date on a weekday, 1 is Monday. */
const dateOn = (isoWeekday: number) => `2024-01-0${isoWeekday}`

/** "PST". Also in other languages: it is what the clock is called at the facility. */
const zoneName: FormatInstant = (instant, timeZone) =>
  zoneClock(instant, timeZone).split(' ').at(-1) ?? timeZone

/** Whether the clocks of two zones agree at the start and at the end of the shift. */
export const isSameClock = ({ startsAt, endsAt }: Shift, one: string, other: string): boolean =>
  one === other ||
  [startsAt, endsAt].every((instant) => localTime(instant, one) === localTime(instant, other))

const localTime = (instant: string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString()

/** The time between two instants, in full minutes. */
export const minutesBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 60_000)

/** Whether the shift ends on another day than it starts, on the facility's clock. */
export function isOvernight(shift: Shift, viewerZone: string): boolean {
  const zone = facilityZone(shift, viewerZone)
  return dayOf(shift.startsAt, zone) !== dayOf(shift.endsAt, zone)
}

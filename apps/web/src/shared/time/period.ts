import { isKnownZone } from './zone.ts'

/** The views of the calendar. */
export const views = ['month', 'week', 'day', 'list'] as const
export type View = (typeof views)[number]

/** A view, and a date inside the period that it shows. */
export interface Period {
  view: View
  date: string
}

/** A half-open window of dates such as 2026-12-01, by the clock of each facility. */
export interface DayWindow {
  fromDay: string
  toDay: string
}

/** A half-open window of instants, ISO 8601 in UTC. */
export interface InstantWindow {
  from: string
  to: string
}

/** The first day shown, and the day after the last. A month shows complete weeks. */
function firstAndEnd({ view, date }: Period, firstDay: number): [Temporal.PlainDate, Temporal.PlainDate] {
  const weekStart = (inWeek: Temporal.PlainDate) =>
    inWeek.subtract({ days: (inWeek.dayOfWeek - firstDay + 7) % 7 })
  const day = Temporal.PlainDate.from(date)
  const monthStart = day.with({ day: 1 })
  const nextMonth = monthStart.add({ months: 1 })
  switch (view) {
    case 'month':
      return [weekStart(monthStart), weekStart(nextMonth.add({ days: 6 }))]
    case 'week':
      return [weekStart(day), weekStart(day).add({ days: 7 })]
    case 'day':
      return [day, day.add({ days: 1 })]
    case 'list':
      return [monthStart, nextMonth]
  }
}

/** The days that a view shows. Weeks begin with the weekday `firstDay`, 1 is Monday. */
export function visibleDays(period: Period, firstDay: number): DayWindow {
  const [first, end] = firstAndEnd(period, firstDay)
  return { fromDay: first.toString(), toDay: end.toString() }
}

/** The days of a window, in order. */
export function daysIn({ fromDay, toDay }: DayWindow): string[] {
  const days: string[] = []
  for (let day = fromDay; day < toDay; day = addDays(day, 1)) days.push(day)
  return days
}

export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/** The instants at which the days of the window last anywhere: clocks differ by up to 14 hours from UTC. */
export function instantsOf({ fromDay, toDay }: DayWindow): InstantWindow {
  const midnight = (day: string) => Temporal.Instant.from(`${day}T00:00:00Z`)
  return {
    from: midnight(fromDay).subtract({ hours: 14 }).toString(),
    to: midnight(toDay).add({ hours: 12 }).toString(),
  }
}

/** A date in the period before (-1) or after (1) the one that shows `date`. */
export function adjacentDate({ view, date }: Period, direction: -1 | 1): string {
  const day = Temporal.PlainDate.from(date)
  if (view === 'day') return day.add({ days: direction }).toString()
  if (view === 'week') return day.add({ weeks: direction }).toString()
  return day.with({ day: 1 }).add({ months: direction }).toString()
}

/** Whether both dates are in the same month. */
export const isSameMonth = (one: string, other: string) => one.slice(0, 7) === other.slice(0, 7)

/** The date in a zone at the instant `now`. */
export const todayIn = (timeZone: string, now: string) =>
  Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** The date of an instant in a zone. */
export const dayOf = (instant: string, timeZone: string) => todayIn(timeZone, instant)

interface FacilityShift {
  startsAt: string
  facility: { timeZone: string }
}

/** The day of a shift: the date on which it starts by its facility's clock, or in `viewerZone` if that clock is not known. */
export const shiftDay = ({ startsAt, facility }: FacilityShift, viewerZone: string): string =>
  dayOf(startsAt, isKnownZone(facility.timeZone) ? facility.timeZone : viewerZone)

/** Groups items by the day of their shift, earliest day first. Within a day they keep their order. */
export function groupByDay<T>(
  items: readonly T[],
  shiftOf: (item: T) => FacilityShift,
  viewerZone: string,
): [day: string, items: T[]][] {
  const days = new Map<string, T[]>()
  for (const item of items) {
    const day = shiftDay(shiftOf(item), viewerZone)
    const sameDay = days.get(day)
    if (sameDay) sameDay.push(item)
    else days.set(day, [item])
  }
  return [...days].toSorted(([one], [other]) => (one < other ? -1 : 1))
}

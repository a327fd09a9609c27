import { Temporal, type PlainDate } from './temporal.ts'
import type { PeriodLocation, View } from '@/shared/calendar/location.ts'

/** A half-open window of instants, ISO 8601 in UTC. */
export interface InstantWindow {
  from: string
  to: string
}

/** The first day shown, and the day after the last. Weeks start on Sunday, and a month shows complete weeks. */
function visibleDays(view: View, date: string): [PlainDate, PlainDate] {
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

const weekStart = (day: PlainDate) => day.subtract({ days: day.dayOfWeek % 7 })

const startOfDay = (day: PlainDate, timeZone: string) => day.toZonedDateTime(timeZone).toInstant().toString()

/** The window that a view shows in the viewer's zone. */
export function visibleWindow(
  { view, date }: Pick<PeriodLocation, 'view' | 'date'>,
  timeZone: string,
): InstantWindow {
  const [first, afterLast] = visibleDays(view, date)
  return { from: startOfDay(first, timeZone), to: startOfDay(afterLast, timeZone) }
}

/** The window from the start of day `first` to the end of day `last`, in a zone. */
export function daysWindow(timeZone: string, first: string, last = first): InstantWindow {
  const afterLast = Temporal.PlainDate.from(last).add({ days: 1 })
  return { from: startOfDay(Temporal.PlainDate.from(first), timeZone), to: startOfDay(afterLast, timeZone) }
}

/** A date in the period before (-1) or after (1) the one that shows `date`. */
export function adjacentDate({ view, date }: PeriodLocation, direction: -1 | 1): string {
  const day = Temporal.PlainDate.from(date)
  if (view === 'day') return day.add({ days: direction }).toString()
  if (view === 'week') return day.add({ weeks: direction }).toString()
  return day.with({ day: 1 }).add({ months: direction }).toString()
}

/** The title of the period: "December 2026", "Nov 29 – Dec 5, 2026", "Tuesday, December 1, 2026". */
export function periodTitle({ view, date }: PeriodLocation): string {
  const [first, afterLast] = visibleDays(view, date)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' })
  const utc = (day: PlainDate) => new Date(`${day.toString()}T00:00:00Z`)
  if (view === 'day') return format({ dateStyle: 'full' }).format(utc(first))
  if (view !== 'week')
    return format({ month: 'long', year: 'numeric' }).format(new Date(`${date.slice(0, 7)}-01T00:00:00Z`))
  const last = afterLast.subtract({ days: 1 })
  const short = format({ month: 'short', day: 'numeric' })
  const end = last.month === first.month ? String(last.day) : short.format(utc(last))
  return `${short.format(utc(first))} – ${end}, ${last.year}`
}

/** The date in a zone at the instant `now`. */
export const todayIn = (timeZone: string, now: string) =>
  Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** The date of an instant in a zone. */
export const dayOf = (instant: string, timeZone: string) => todayIn(timeZone, instant)

/** Groups items by the day on which they start in the zone, in the given order. */
export function groupByDay<T extends { startsAt: string }>(
  items: readonly T[],
  timeZone: string,
): Map<string, T[]> {
  const days = new Map<string, T[]>()
  for (const item of items) {
    const day = dayOf(item.startsAt, timeZone)
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return days
}

/** Whether `next` is the day after `day`. */
export const areConsecutive = (day: string, next: string) =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toString() === next

import { addDays, daysIn, visibleDays } from '@/shared/time/period.ts'

/**
 * The first of the seven days of the strip around `date`. From today on it is today's weekday, so that the first strip has no past
 * day, except at the end of a month: the strip stays within the days that the month of `date` shows, because only their counts are known.
 */
function firstDayOfStrip(date: string, today: string, firstDay: number): string {
  const start = date < today ? firstDay : Temporal.PlainDate.from(today).dayOfWeek
  const { fromDay } = visibleDays({ view: 'week', date }, start)
  const month = visibleDays({ view: 'month', date }, firstDay)
  const latest = addDays(month.toDay, -7)
  const atLeast = fromDay < month.fromDay ? month.fromDay : fromDay
  return atLeast > latest ? latest : atLeast
}

/** The seven days of the strip around `date`. */
export function stripDays(date: string, today: string, firstDay: number): string[] {
  const first = firstDayOfStrip(date, today, firstDay)
  return daysIn({ fromDay: first, toDay: addDays(first, 7) })
}

/** The date to select for the strip after (1) or before (-1). Seven days away, or fewer if a day would be in neither strip. */
export function adjacentStripDate(date: string, direction: 1 | -1, today: string, firstDay: number): string {
  const first = firstDayOfStrip(date, today, firstDay)
  const adjacentDay = addDays(first, direction === 1 ? 7 : -1)
  const sameWeekday = addDays(date, 7 * direction)
  return stripDays(sameWeekday, today, firstDay).includes(adjacentDay) ? sameWeekday : adjacentDay
}

import { addDays, daysIn, visibleDays } from '@/shared/time/period.ts'

/**
 * The seven days of the strip around `date`. From today on they begin with today's weekday, so that no day of the first seven is
 * past. They stay within the days that the month of `date` shows, because only their counts are known.
 */
export function stripDays(date: string, today: string, firstDay: number): string[] {
  const start = date < today ? firstDay : Temporal.PlainDate.from(today).dayOfWeek
  const { fromDay } = visibleDays({ view: 'week', date }, start)
  const month = visibleDays({ view: 'month', date }, firstDay)
  const latest = addDays(month.toDay, -7)
  const atLeast = fromDay < month.fromDay ? month.fromDay : fromDay
  const first = atLeast > latest ? latest : atLeast
  return daysIn({ fromDay: first, toDay: addDays(first, 7) })
}

import { adjacentDate, isSameMonth, type Period } from '@/shared/time/period.ts'

/** The day to select in the period before (-1) or after (1): its first day, or today where a month contains it. */
export function stepDate(period: Period, direction: -1 | 1, today: string): string {
  const date = adjacentDate(period, direction)
  const isMonth = period.view === 'month' || period.view === 'list'
  return isMonth && isSameMonth(date, today) ? today : date
}

import { isSameMonth, type Period } from '@/shared/time/period.ts'

/** The number of shifts in the period. A month's view also shows days of the months beside it, which do not count. */
export const totalOf = ({ view, date }: Period, days: readonly { day: string; shifts: number }[]): number =>
  days
    .filter(({ day }) => view !== 'month' || isSameMonth(day, date))
    .reduce((total, { shifts }) => total + shifts, 0)

import type { RouterOutputs } from '@shifts/api'
import { weekdayOf, type Weekday } from '@/shared/time/partOfDay.ts'

type CountedDay = RouterOutputs['shift']['countEligibleByDay']['days'][number]

/** The number of shifts on these weekdays, or on all days. */
export const totalOn = (days: readonly CountedDay[], weekdays: readonly Weekday[] | undefined): number =>
  days.reduce(
    (total, { day, shifts }) => (weekdays?.includes(weekdayOf(day)) === false ? total : total + shifts),
    0,
  )

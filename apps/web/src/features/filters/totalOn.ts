import type { RouterOutputs } from '@shifts/api'
import { totalOf } from '@/shared/calendar/totalOf.ts'
import { weekdayOf, type Weekday } from '@/shared/time/partOfDay.ts'
import type { Period } from '@/shared/time/period.ts'

type CountedDay = RouterOutputs['shift']['countEligibleByDay']['days'][number]

/** The number of shifts in the period on these weekdays, or on all days. */
export const totalOn = (
  period: Period,
  days: readonly CountedDay[],
  weekdays: readonly Weekday[] | undefined,
): number =>
  totalOf(
    period,
    days.filter(({ day }) => weekdays?.includes(weekdayOf(day)) ?? true),
  )

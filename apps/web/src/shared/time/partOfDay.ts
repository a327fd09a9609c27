import type { RouterInputs } from '@shifts/api'

type ListInput = RouterInputs['shift']['listEligible']

export type PartOfDay = NonNullable<ListInput['partsOfDay']>[number]
export type Weekday = NonNullable<ListInput['weekdays']>[number]

/** In the order of a day. */
export const partsOfDay = ['day', 'evening', 'night'] as const satisfies readonly PartOfDay[]

/** In the order of a week. */
export const weekdays = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
] as const satisfies readonly Weekday[]

/** The number of a weekday, 1 is Monday. */
export const isoWeekdayOf = (weekday: Weekday): number => weekdays.indexOf(weekday) + 1

/** The weekdays from `firstDay` on, 1 is Monday. */
export const weekdaysFrom = (firstDay: number): Weekday[] => [
  ...weekdays.slice(firstDay - 1),
  ...weekdays.slice(0, firstDay - 1),
]

/** The part of the day at an instant in a zone: day from 04:00, evening from 12:00, night from 18:00. */
export function partOfDay(instant: string, timeZone: string): PartOfDay {
  const { hour } = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  if (hour < 4 || hour >= 18) return 'night'
  return hour < 12 ? 'day' : 'evening'
}

/** The weekday of a date such as 2026-12-01. */
export function weekdayOf(day: string): Weekday {
  const { dayOfWeek } = Temporal.PlainDate.from(day)
  return weekdays[dayOfWeek - 1] ?? 'mon'
}

import { Temporal } from './temporal.ts'

/** Day starts at 4 AM, evening at noon, and night lasts from 6 PM until before 4 AM. */
export type PartOfDay = 'day' | 'evening' | 'night'

/** The part of the day in which a shift starts, by the clock of its facility's zone. The same rule as in the API. */
export function partOfDay(startsAt: string, timeZone: string): PartOfDay {
  const { hour } = Temporal.Instant.from(startsAt).toZonedDateTimeISO(timeZone)
  if (hour >= 4 && hour < 12) return 'day'
  return hour >= 12 && hour < 18 ? 'evening' : 'night'
}

import type { Format } from '@/shared/format/format.ts'
import type { MyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'

const hour = 60

/**
 * How long it is until an instant, as exactly as it matters: "45 min", "3 h 20 min", "22 h", and from two days on the days of
 * the calendar, "3 days".
 */
export function timeUntil(
  { now, instant, daysAhead }: { now: string; instant: string; daysAhead: number },
  { texts, format }: { texts: Pick<MyShiftsTexts, 'days'>; format: Pick<Format, 'formatMinutes'> },
): string {
  // Never "0 min" before it.
  const minutes = Math.max(1, Math.ceil((Date.parse(instant) - Date.parse(now)) / 60_000))
  if (minutes < 12 * hour) return format.formatMinutes(minutes)
  if (minutes < 48 * hour) return format.formatMinutes(Math.round(minutes / hour) * hour)
  // A shift of the day after tomorrow is "in 2 days", at whatever hour.
  return texts.days(daysAhead)
}

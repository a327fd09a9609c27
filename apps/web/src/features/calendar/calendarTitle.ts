import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Format } from '@/shared/format/format.ts'
import type { Texts } from '@/shared/i18n/texts.ts'

type TitledLocation = Pick<CalendarLocation, 'view' | 'date'>

interface Wording {
  texts: Texts
  format: Format
  firstDay: number
}

/** What the calendar shows, in a few words; `location` is undefined for an address that cannot be parsed. */
export function calendarTitle(
  location: TitledLocation | undefined,
  { texts, format, firstDay }: Wording,
): string {
  if (!location) return texts.brokenLink.title
  return format.periodTitle(location, firstDay)
}

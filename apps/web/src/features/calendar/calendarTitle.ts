import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Texts } from '@/shared/i18n/texts.ts'
import { periodTitle } from '@/shared/time/period.ts'

type TitledLocation = Pick<CalendarLocation, 'view' | 'date'>

/** What the calendar shows, in a few words; `location` is undefined for an address that cannot be parsed. */
export function calendarTitle(location: TitledLocation | undefined, texts: Texts): string {
  if (!location) return texts.brokenLink.title
  return periodTitle(location)
}

import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Calendar, calendarTitle } from '@/features/calendar/index.ts'
import { loadDefaultFilter, prefetchCalendar } from '@/server/prefetch.ts'
import { shownZonesOf } from '@/server/shownZones.ts'
import { requireViewer } from '@/server/viewer.ts'
import { noFilter } from '@/shared/filter/shiftFilter.ts'
import { formatIn } from '@/shared/format/format.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'
import { parseLocation } from '@/shared/calendar/location.ts'
import { toURLSearchParams, type SearchParams } from '@/shared/calendar/searchParams.ts'
import { HydrateIfSameRules } from '@/shared/time/HydrateIfSameRules.tsx'
import { todayIn } from '@/shared/time/period.ts'
import { zoneRules } from '@/shared/time/zoneRules.ts'

interface CalendarRouteProps {
  searchParams: Promise<SearchParams>
}

export async function generateMetadata({ searchParams }: CalendarRouteProps): Promise<Metadata> {
  const { zone, locale, firstDay, now } = await requireViewer()
  const location = parseLocation(toURLSearchParams(await searchParams), todayIn(zone.timeZone, now))
  const texts = await loadTexts(locale)
  return { title: calendarTitle(location, { texts, format: formatIn(locale, texts), firstDay }) }
}

/** The calendar, rendered with the shifts of its period. */
export default async function CalendarPage({ searchParams }: CalendarRouteProps) {
  const { workerId, zone, firstDay, now } = await requireViewer()
  const { timeZone } = zone
  const search = toURLSearchParams(await searchParams)
  const today = todayIn(timeZone, now)
  const defaultFilter = search.size === 0 ? await loadDefaultFilter(workerId) : noFilter
  const location = parseLocation(search, today, defaultFilter)
  const prefetched = location && (await prefetchCalendar({ workerId, timeZone, firstDay }, location, today))
  const shown = shownZonesOf({ timeZone, now }, prefetched?.shifts ?? [])

  return (
    <HydrationBoundary state={prefetched?.state}>
      <HydrateIfSameRules shown={shown} serverRules={zoneRules(shown)}>
        <Calendar search={search.toString()} defaultFilter={defaultFilter} />
      </HydrateIfSameRules>
    </HydrationBoundary>
  )
}

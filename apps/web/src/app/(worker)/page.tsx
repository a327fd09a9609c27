import { HydrationBoundary } from '@tanstack/react-query'
import { Calendar } from '@/features/calendar/index.ts'
import { prefetchCalendar } from '@/server/prefetch.ts'
import { requireViewer } from '@/server/viewer.ts'
import { parseLocation } from '@/shared/calendar/location.ts'
import { HydrateIfSameRules } from '@/shared/time/HydrateIfSameRules.tsx'
import { daysWindow, todayIn, visibleWindow, type InstantWindow } from '@/shared/time/period.ts'
import { zoneRules, type ShownZones } from '@/shared/time/zoneRules.ts'

type SearchParams = Record<string, string | string[] | undefined>

/** The calendar, rendered with the shifts of its period. */
export default async function CalendarPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { workerId, zone, now } = await requireViewer()
  const { timeZone } = zone
  const search = toURLSearchParams(await searchParams)
  const location = parseLocation(search, todayIn(timeZone, now))
  const prefetched = location && (await prefetchCalendar({ workerId, timeZone }, location))
  const facilityZones = prefetched?.shifts.map(({ facility }) => facility.timeZone) ?? []
  const windows: InstantWindow[] = [{ from: now, to: now }]
  if (location) windows.push(visibleWindow(location, timeZone))
  if (location?.day) windows.push(daysWindow(timeZone, location.day))
  const shown: ShownZones = { zones: [...new Set([timeZone, ...facilityZones])], windows }

  return (
    <HydrationBoundary state={prefetched?.state}>
      <HydrateIfSameRules shown={shown} serverRules={zoneRules(shown)}>
        <Calendar search={search.toString()} />
      </HydrateIfSameRules>
    </HydrationBoundary>
  )
}

/** Next's parsed search of an address as URLSearchParams, which the browser uses too. */
function toURLSearchParams(params: SearchParams): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string') search.append(name, value)
    if (Array.isArray(value)) for (const item of value) search.append(name, item)
  }
  return search
}

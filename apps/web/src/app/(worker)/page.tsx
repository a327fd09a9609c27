import { HydrationBoundary } from '@tanstack/react-query'
import { Calendar, HydrateIfSameRules, type ShownZones, zoneRules } from '@/features/calendar/index.ts'
import { prefetchCalendar } from '@/server/prefetch.ts'
import { requireViewer } from '@/server/viewer.ts'
import { parseLocation, type CalendarLocation } from '@/shared/calendar/location.ts'
import { daysWindow, todayIn, visibleWindow } from '@/shared/time/period.ts'

type SearchParams = Record<string, string | string[] | undefined>

export default async function CalendarPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { workerId, zone, now } = await requireViewer()
  const { timeZone } = zone
  const location = parseLocation(toURLSearchParams(await searchParams), todayIn(timeZone, now))
  const prefetched = location && (await prefetchCalendar({ workerId, timeZone }, location))
  const facilityZones = prefetched?.shifts.map(({ facility }) => facility.timeZone) ?? []
  const shown: ShownZones = {
    zones: [...new Set([timeZone, ...facilityZones])],
    windows: [{ from: now, to: now }, ...(location ? shownWindows(timeZone, location) : [])],
  }

  return (
    <HydrationBoundary state={prefetched?.state}>
      <HydrateIfSameRules shown={shown} serverRules={zoneRules(shown)}>
        <Calendar />
      </HydrateIfSameRules>
    </HydrationBoundary>
  )
}

/** The windows of which the first paint shows something: the period's, and that of the selected day. */
const shownWindows = (timeZone: string, location: CalendarLocation) => [
  visibleWindow(location, timeZone),
  ...(location.day ? [daysWindow(timeZone, location.day)] : []),
]

function toURLSearchParams(params: SearchParams): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) search.append(name, one)
  }
  return search
}

import { appRouter, createContext, requestIdOf } from '@shifts/api'
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { createServerSideHelpers } from '@trpc/react-query/server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { Calendar, HydrateIfSameRules, type ShownZones, zoneRules } from '@/features/calendar/index.ts'
import { layOut, type ShiftPage } from '@/shared/calendar/density.ts'
import { countInput, listInput, ownInput, pageInput, type Viewer } from '@/shared/calendar/inputs.ts'
import { parseLocation, type CalendarLocation } from '@/shared/calendar/location.ts'
import { daysWindow, todayIn, visibleWindow, type InstantWindow } from '@/shared/time/period.ts'
import { EarlyClick } from '@/ui/EarlyClick.tsx'
import { Providers } from './Providers.tsx'
import { nonceOf } from '@/server/contentSecurityPolicy.ts'
import { getServices } from '@/server/services.ts'
import { sessionToken, signedInWorkerId } from '@/server/session.ts'
import { viewerZone } from '@/server/viewerZone.ts'
import type { Shift } from '@/shared/shift/shift.ts'

type SearchParams = Record<string, string | string[] | undefined>

export default async function CalendarPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = toURLSearchParams(await searchParams)
  const workerId = await signedInWorkerId()
  if (!workerId) redirect(`/sign-in?next=${encodeURIComponent(`/?${search}`)}`)

  const { timeZone, ...zone } = await viewerZone()
  const viewer: Viewer = { workerId, timeZone }
  const now = new Date().toISOString()
  // Before anything is asked: what changes from here on is told to the browser when it begins to watch.
  const watchFrom = getServices().watchPosition()
  const location = parseLocation(search, todayIn(timeZone, now))
  const { state, shifts } = location ? await firstPaint(viewer, location) : { state: undefined, shifts: [] }
  const shown: ShownZones = {
    zones: [...new Set([timeZone, ...shifts.map(({ facility }) => facility.timeZone)])],
    windows: [{ from: now, to: now }, ...(location ? paintedWindows(viewer, location) : [])],
  }

  return (
    <EarlyClick nonce={nonceOf(await headers())}>
      <Providers>
        <HydrationBoundary state={state}>
          <HydrateIfSameRules shown={shown} serverRules={zoneRules(shown)}>
            <Calendar {...{ viewer, zone, now, watchFrom }} />
          </HydrateIfSameRules>
        </HydrationBoundary>
      </Providers>
    </EarlyClick>
  )
}

/** The windows of which the first paint shows something: the period's, and that of the day that is open. */
const paintedWindows = ({ timeZone }: Viewer, location: CalendarLocation) => [
  visibleWindow(location, timeZone),
  ...(location.day ? [daysWindow(timeZone, location.day)] : []),
]

/** What the calendar will ask for, asked beforehand. What fails here is left for the browser to ask again and to report. */
async function firstPaint(viewer: Viewer, location: CalendarLocation) {
  const requestId = requestIdOf(await headers())
  const ctx = await createContext(getServices(), { requestId, token: await sessionToken() })
  const queryClient = new QueryClient()
  const { worker, shift } = createServerSideHelpers({ router: appRouter, ctx, queryClient })

  const list = async (window: InstantWindow) => {
    const { pages } = await shift.listEligible.fetchInfinite(listInput(viewer, location, window))
    return pages.flatMap((page) => page.shifts)
  }
  const page = async (page: ShiftPage) =>
    (await shift.listEligible.fetch(pageInput(viewer, location, page))).shifts
  const period = visibleWindow(location, viewer.timeZone)
  const inPeriod = async () => {
    const { days } = await shift.countEligibleByDay.fetch(countInput(viewer, location))
    const layout = layOut(location.view, days, period, viewer.timeZone)
    return layout.kind === 'list' ? list(period) : settled(layout.pages.map(page))
  }
  const own = async () => (await shift.listClaimed.fetch(ownInput(viewer, period))).shifts

  const [shifts] = await Promise.all([
    settled<Shift>([
      inPeriod(),
      own(),
      ...(location.day ? [list(daysWindow(viewer.timeZone, location.day))] : []),
    ]),
    worker.byId.prefetch({ workerId: viewer.workerId }),
  ])
  return { state: dehydrate(queryClient), shifts }
}

/** What came of the lists; nothing of one that failed. */
async function settled<T>(lists: Promise<T[]>[]): Promise<T[]> {
  const results = await Promise.allSettled(lists)
  return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
}

function toURLSearchParams(params: SearchParams): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) search.append(name, one)
  }
  return search
}

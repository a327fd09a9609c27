import { appRouter, createContext, requestIdOf } from '@shifts/api'
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { createServerSideHelpers } from '@trpc/react-query/server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { Calendar } from '@/calendar/Calendar.tsx'
import { layOut } from '@/calendar/density.ts'
import { countInput, listInput, ownInput, pageInput, type Viewer } from '@/calendar/inputs.ts'
import { parseLocation, type CalendarLocation } from '@/calendar/location.ts'
import { daysWindow, todayIn, visibleWindow } from '@/calendar/period.ts'
import { EarlyClick } from '@/client/EarlyClick.tsx'
import { Providers } from '@/client/Providers.tsx'
import { nonceOf } from '@/server/contentSecurityPolicy.ts'
import { getServices } from '@/server/services.ts'
import { sessionToken, signedInWorkerId } from '@/server/session.ts'
import { viewerZone } from '@/server/viewerZone.ts'

type SearchParams = Record<string, string | string[] | undefined>

export default async function CalendarPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = toURLSearchParams(await searchParams)
  const workerId = await signedInWorkerId()
  if (!workerId) redirect(`/sign-in?next=${encodeURIComponent(`/?${search}`)}`)

  const viewer: Viewer = { workerId, timeZone: await viewerZone() }
  const now = new Date().toISOString()
  // Before anything is asked: what changes from here on is told to the browser when it begins to watch.
  const watchFrom = getServices().watchPosition()
  const location = parseLocation(search, todayIn(viewer.timeZone, now))

  return (
    <EarlyClick nonce={nonceOf(await headers())}>
      <Providers>
        <HydrationBoundary state={location && (await firstPaint(viewer, location))}>
          <Calendar {...{ viewer, now, watchFrom }} />
        </HydrationBoundary>
      </Providers>
    </EarlyClick>
  )
}

/** What the calendar will ask for, asked beforehand. What fails here is left for the browser to ask again and to report. */
async function firstPaint(viewer: Viewer, location: CalendarLocation) {
  const requestId = requestIdOf(await headers())
  const ctx = await createContext(getServices(), { requestId, token: await sessionToken() })
  const queryClient = new QueryClient()
  const { worker, shift } = createServerSideHelpers({ router: appRouter, ctx, queryClient })

  const period = visibleWindow(location, viewer.timeZone)
  const shifts = async () => {
    const { days } = await shift.countEligibleByDay.fetch(countInput(viewer, location))
    const layout = layOut(location.view, days, period, viewer.timeZone)
    if (layout.kind === 'list') await shift.listEligible.prefetchInfinite(listInput(viewer, location, period))
    else
      await Promise.all(
        layout.pages.map((page) => shift.listEligible.prefetch(pageInput(viewer, location, page))),
      )
  }
  await Promise.allSettled([
    worker.byId.prefetch({ workerId: viewer.workerId }),
    shifts(),
    shift.listClaimed.prefetch(ownInput(viewer, period)),
    location.day &&
      shift.listEligible.prefetchInfinite(
        listInput(viewer, location, daysWindow(viewer.timeZone, location.day)),
      ),
  ])
  return dehydrate(queryClient)
}

function toURLSearchParams(params: SearchParams): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) search.append(name, one)
  }
  return search
}

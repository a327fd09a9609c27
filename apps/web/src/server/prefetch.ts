import 'server-only'
import { appRouter, createContext, requestIdOf, type RouterOutputs } from '@shifts/api'
import { dehydrate, QueryClient, type DehydratedState } from '@tanstack/react-query'
import { createServerSideHelpers } from '@trpc/react-query/server'
import { TRPCError } from '@trpc/server'
import { headers } from 'next/headers'
import { cache } from 'react'
import { chooseLayout, type ShiftPage } from '@/shared/calendar/density.ts'
import { countInput, listInput, claimedInput, pageInput } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { ClaimedShift, Shift } from '@/shared/shift/shift.ts'
import { daysWindow, visibleWindow, type InstantWindow } from '@/shared/time/period.ts'
import { weekWindow } from '@/shared/time/weekWindow.ts'
import type { Viewer } from '@/shared/viewer/ViewerContext.tsx'
import { getServices } from './services.ts'
import { sessionToken } from './session.ts'
import type { ServerViewer } from './viewer.ts'

// Runs the queries that the browser would run first, so that the first paint is complete. A failed query is left out: the
// browser runs it again and shows the error.

const requestContext = cache(async () => {
  const requestId = requestIdOf(await headers())
  return createContext(getServices(), { requestId, token: await sessionToken() })
})

async function createHelpers() {
  const queryClient = new QueryClient()
  const helpers = createServerSideHelpers({ router: appRouter, ctx: await requestContext(), queryClient })
  return { queryClient, helpers }
}

/** The query cache of what every page shows. */
export async function prefetchWorker(workerId: number) {
  const { queryClient, helpers } = await createHelpers()
  await helpers.worker.byId.prefetch({ workerId })
  return dehydrate(queryClient)
}

/** The query cache of the calendar at `location`, and the shifts in it. */
export async function prefetchCalendar(viewer: Viewer, location: CalendarLocation) {
  const { queryClient, helpers } = await createHelpers()
  const { shift } = helpers
  const period = visibleWindow(location, viewer.timeZone)

  const listAll = async (window: InstantWindow) => {
    const { pages } = await shift.listEligible.fetchInfinite(listInput(viewer, location, window))
    return pages.flatMap((page) => page.shifts)
  }
  const listPage = async (page: ShiftPage) => {
    const { shifts } = await shift.listEligible.fetch(pageInput(viewer, location.filter, page))
    return shifts
  }
  const listPeriod = async () => {
    const { days } = await shift.countEligibleByDay.fetch(countInput(viewer, location))
    const layout = chooseLayout(location.view, days, period, viewer.timeZone)
    return layout.kind === 'list' ? listAll(period) : listFulfilled(layout.pages.map(listPage))
  }
  const listClaimed = async () => {
    const { shifts } = await shift.listClaimed.fetch(claimedInput(viewer, period))
    return shifts
  }

  const lists: Promise<Shift[]>[] = [listPeriod(), listClaimed()]
  if (location.day) lists.push(listAll(daysWindow(viewer.timeZone, location.day)))
  const shifts = await listFulfilled(lists)
  return { state: dehydrate(queryClient), shifts }
}

type ShiftDetails = RouterOutputs['shift']['byId']

/** A shift for its page, and what is known about it. */
interface PrefetchedShift {
  /** The query cache of the page. */
  state: DehydratedState
  /** Undefined if it could not be loaded now. */
  shift: ShiftDetails | undefined
  claimed: readonly ClaimedShift[]
}

/**
 * The query cache of a shift's page, and the shifts that it shows; undefined if there is no such shift. Cached, because the
 * page and its title need it.
 */
export const prefetchShift = cache(
  async ({ workerId, zone }: ServerViewer, shiftId: number): Promise<PrefetchedShift | undefined> => {
    const { queryClient, helpers } = await createHelpers()
    const viewer = { workerId, timeZone: zone.timeZone }
    const input = { workerId, shiftId }
    try {
      const shift = await helpers.shift.byId.fetch(input)
      const claimed = helpers.shift.listClaimed.fetch(claimedInput(viewer, weekWindow(shift)))
      // The reasons would include that the worker itself has the shift.
      const explained = shift.status === 'claimed' ? undefined : helpers.shift.explain.prefetch(input)
      const [shifts] = await Promise.all([listFulfilled([claimed.then((page) => page.shifts)]), explained])
      return { state: dehydrate(queryClient), shift, claimed: shifts }
    } catch (error) {
      const isUnknown = error instanceof TRPCError && error.code === 'NOT_FOUND'
      return isUnknown ? undefined : { state: dehydrate(queryClient), shift: undefined, claimed: [] }
    }
  },
)

/** The shifts of the lists that could be loaded. */
async function listFulfilled<S>(lists: Promise<S[]>[]): Promise<S[]> {
  const results = await Promise.allSettled(lists)
  return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
}

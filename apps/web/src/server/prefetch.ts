import 'server-only'
import { appRouter, createContext, requestIdOf, type RouterOutputs } from '@shifts/api'
import { dehydrate, QueryClient, type DehydratedState } from '@tanstack/react-query'
import { createServerSideHelpers } from '@trpc/react-query/server'
import { TRPCError } from '@trpc/server'
import { headers } from 'next/headers'
import { cache } from 'react'
import {
  agendaInput,
  agendaStart,
  claimedInput,
  claimedListInput,
  countInput,
  countWithClashesInput,
  groupInput,
  nextInput,
  partCountInput,
  unlockedInput,
  unlocksInput,
  upcomingInput,
} from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { totalOf } from '@/shared/calendar/totalOf.ts'
import { fromSaved, initialFilter } from '@/shared/filter/defaultFilter.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import type { ClaimedShift, Shift } from '@/shared/shift/shift.ts'
import { partsOfDay } from '@/shared/time/partOfDay.ts'
import { instantsOf, visibleDays } from '@/shared/time/period.ts'
import { weekWindow } from '@/shared/time/weekWindow.ts'
import type { Viewer } from '@/shared/viewer/ViewerContext.tsx'
import { consistencyToken } from './consistencyCookie.ts'
import { getServices } from './services.ts'
import { sessionToken } from './session.ts'
import type { ServerViewer } from './viewer.ts'

// Runs the queries that the browser would run first, so that the first paint is complete. A failed query is left out: the
// browser runs it again and shows the error.

const requestContext = cache(async () => {
  const requestId = requestIdOf(await headers())
  return createContext(getServices(), {
    requestId,
    token: await sessionToken(),
    consistencyTokens: { cookie: await consistencyToken() },
  })
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

/** The filter with which the calendar opens: the one that the worker has saved, if there is one. */
export async function loadDefaultFilter(workerId: number): Promise<ShiftFilter> {
  const { helpers } = await createHelpers()
  const [saved] = await Promise.allSettled([helpers.filter.getDefault.fetch({ workerId })])
  return saved.status === 'fulfilled' ? fromSaved(saved.value.filter) : initialFilter
}

/** The query cache of the calendar at `location`, and the shifts in it. */
export async function prefetchCalendar(viewer: Viewer, location: CalendarLocation, today: string) {
  const { queryClient, helpers } = await createHelpers()
  const { shift } = helpers
  const { view, date, filter, unlockedBy, showsOneAway = false } = location

  const agenda = agendaInput(viewer, filter, agendaStart(date, today))
  const listAgenda = () =>
    unlockedBy
      ? [
          shiftsOf(
            shift.listUnlocked.fetchInfinite(
              unlockedInput(viewer, filter, { date, today, documentIds: unlockedBy }),
            ),
          ),
        ]
      : [
          shiftsOf(shift.listEligible.fetchInfinite(agenda)),
          shiftsOf(shift.listClaimed.fetchInfinite(claimedListInput(viewer, date))),
          ...(showsOneAway ? [shiftsOf(shift.listOneDocumentAway.fetchInfinite(agenda))] : []),
        ]
  const listGroup = async (part: (typeof partsOfDay)[number]) => {
    const { days } = await shift.countEligibleByDay.fetch(partCountInput(viewer, location, part))
    return listFulfilled(
      days.map(async ({ day }) => {
        const input = groupInput(viewer, location, { day, partOfDay: part })
        const { shifts } = await shift.listEligible.fetch(input)
        return shifts
      }),
    )
  }
  const listClaimed = async () => {
    const { shifts } = await shift.listClaimed.fetch(
      claimedInput(viewer, instantsOf(visibleDays(location, viewer.firstDay))),
    )
    return shifts
  }

  /** The next shift, which the page offers where there is nothing to take. */
  const listNext = async () => {
    const { days } = await shift.countEligibleByDay.fetch(countInput(viewer, location))
    if (totalOf(location, days) > 0) return []
    const { shifts } = await shift.listEligible.fetch(nextInput(viewer, filter, today))
    return shifts
  }

  const parts = partsOfDay.filter((part) => filter.partsOfDay?.includes(part) ?? true)
  const isList = view === 'month' || view === 'list'
  const [shifts] = await Promise.all([
    listFulfilled<Shift>([listClaimed(), listNext(), ...(isList ? listAgenda() : parts.map(listGroup))]),
    shift.countEligibleByDay.prefetch(countWithClashesInput(viewer, location)),
    unlockedBy && helpers.document.listUnlocks.prefetch(unlocksInput(viewer, filter, today)),
  ])
  return { state: dehydrate(queryClient), shifts }
}

/** The query cache of the page of claimed shifts, and the shifts in it. */
export async function prefetchMyShifts(viewer: Viewer, today: string) {
  const { queryClient, helpers } = await createHelpers()
  const list = helpers.shift.listClaimed.fetchInfinite(upcomingInput(viewer, today))
  const shifts = await listFulfilled([shiftsOf(list)])
  return { state: dehydrate(queryClient), shifts }
}

/** The query cache of the page of documents. */
export async function prefetchUnlocks(viewer: Viewer, filter: ShiftFilter, today: string) {
  const { queryClient, helpers } = await createHelpers()
  await helpers.document.listUnlocks.prefetch(unlocksInput(viewer, filter, today))
  return dehydrate(queryClient)
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
  async (
    { workerId, zone, firstDay }: ServerViewer,
    shiftId: number,
  ): Promise<PrefetchedShift | undefined> => {
    const { queryClient, helpers } = await createHelpers()
    const viewer = { workerId, timeZone: zone.timeZone, firstDay }
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

const shiftsOf = async <S>(list: Promise<{ pages: { shifts: S[] }[] }>): Promise<S[]> =>
  (await list).pages.flatMap(({ shifts }) => shifts)

/** The shifts of the lists that could be loaded. */
async function listFulfilled<S>(lists: Promise<S[]>[]): Promise<S[]> {
  const results = await Promise.allSettled(lists)
  return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
}

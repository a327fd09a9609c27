'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { useShiftCache } from '@/features/claims/index.ts'
import { combineLoadStates, loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { chooseLayout, type CountedDay } from '@/shared/calendar/density.ts'
import { countInput, listInput, pageInput } from '@/shared/calendar/inputs.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import { visibleWindow, type InstantWindow } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** The shifts that a period of the calendar shows. First it loads the counts, then the shifts that the layout shows. */
export function useEligibleShifts(location: PeriodLocation) {
  const viewer = useViewer()
  const cache = useShiftCache()
  const period = visibleWindow(location, viewer.timeZone)
  const counts = trpc.shift.countEligibleByDay.useQuery(countInput(viewer, location))
  const layout = counts.data && chooseLayout(location.view, counts.data.days, period, viewer.timeZone)

  const pages = layout && layout.kind !== 'list' ? layout.pages : []
  const loaded = trpc.useQueries((t) =>
    pages.map((page) => {
      const input = pageInput(viewer, location.filter, page)
      // A change of one shift can divide the days into other pages. Loaded shifts stay visible meanwhile.
      return t.shift.listEligible(input, { placeholderData: () => cache.findLoaded(input) })
    }),
  )
  const list = useShiftList(location, period, layout?.kind === 'list')

  const failed = [counts, list, ...loaded].find((query) => query.isError)
  return {
    layout,
    total: counts.data && countPeriod(location, counts.data.days),
    shifts: [...loaded.flatMap((query) => query.data?.shifts ?? []), ...list.shifts],
    isLoading: counts.isLoading || list.isLoading || loaded.some(isFirstLoad),
    countState: loadStateOf(counts),
    /** The load state of the shifts that the layout shows. */
    shiftState: layout?.kind === 'list' ? list.state : combineLoadStates(loaded.map(loadStateOf)),
    error: failed?.error ?? undefined,
    retry: () => {
      for (const query of [counts, list, ...loaded]) if (query.isError) void query.refetch()
    },
    loadMore: list.loadMore,
    isLoadingMore: list.isLoadingMore,
  }
}

/** Whether the query has no data of its own yet: what it shows meanwhile may be incomplete. */
const isFirstLoad = ({ isLoading, isPlaceholderData, isFetching }: QueryState) =>
  isLoading || (isPlaceholderData && isFetching)

type QueryState = Pick<UseQueryResult, 'isLoading' | 'isPlaceholderData' | 'isFetching'>

/** The number of shifts in the period. The days of other months in a month's first and last week do not count. */
function countPeriod({ view, date }: PeriodLocation, days: readonly CountedDay[]): number {
  const counted = view === 'month' ? days.filter(({ day }) => day.slice(0, 7) === date.slice(0, 7)) : days
  return counted.reduce((total, { shifts }) => total + shifts, 0)
}

/** All eligible shifts of a window, a page at a time. */
export function useShiftList(location: PeriodLocation, window: InstantWindow, enabled = true) {
  const viewer = useViewer()
  const query = trpc.shift.listEligible.useInfiniteQuery(listInput(viewer, location, window), {
    enabled,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  return {
    shifts: enabled ? (query.data?.pages.flatMap((page) => page.shifts) ?? []) : [],
    isLoading: query.isLoading,
    state: loadStateOf(query),
    isError: query.isError,
    error: query.error,
    refetch: query.refetch,
    /** Loads the next page; undefined after the last. */
    loadMore: enabled && query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    isLoadingMore: query.isFetchingNextPage,
  }
}

'use client'

import { useMemo } from 'react'
import { claimedInput, type ClaimedListInput } from '@/shared/calendar/inputs.ts'
import type { InstantWindow } from '@/shared/time/period.ts'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** The worker's claimed shifts in a window of a few weeks, which fit into one page of the API. */
export function useClaimedShifts(window: InstantWindow) {
  const viewer = useViewer()
  const query = trpc.shift.listClaimed.useQuery(claimedInput(viewer, window))
  const { isError, error, refetch } = query
  const state = loadStateOf(query)
  return { shifts: query.data?.shifts ?? [], state, isLoaded: state === 'loaded', isError, error, refetch }
}

/** The claimed shifts of a window without an end, a page at a time. */
export function useClaimedShiftList(input: ClaimedListInput, enabled = true) {
  const query = trpc.shift.listClaimed.useInfiniteQuery(input, {
    enabled,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const shifts = useMemo(() => query.data?.pages.flatMap((page) => page.shifts) ?? [], [query.data])
  return {
    shifts,
    state: loadStateOf(query),
    isLoading: query.isLoading,
    error: query.error,
    refetch: query.refetch,
    /** Loads the next page; undefined after the last. */
    loadMore: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    isLoadingMore: query.isFetchingNextPage,
  }
}

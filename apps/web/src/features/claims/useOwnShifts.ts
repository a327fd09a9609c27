'use client'

import { ownInput, ownListInput } from '@/shared/calendar/inputs.ts'
import type { InstantWindow } from '@/shared/time/period.ts'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** The worker's own shifts in a window: as many as the API gives at once, which is more than anybody works. */
export function useOwnShifts(window: InstantWindow) {
  const viewer = useViewer()
  const query = trpc.shift.listClaimed.useQuery(ownInput(viewer, window))
  const { isError, error, refetch } = query
  const state = loadStateOf(query)
  return { shifts: query.data?.shifts ?? [], state, isLoaded: state === 'loaded', isError, error, refetch }
}

/** All of them from an instant on, a page at a time. */
export function useOwnShiftList(from: string) {
  const viewer = useViewer()
  const query = trpc.shift.listClaimed.useInfiniteQuery(ownListInput(viewer, from), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  return {
    shifts: query.data?.pages.flatMap((page) => page.shifts) ?? [],
    state: loadStateOf(query),
    error: query.error,
    refetch: query.refetch,
    /** Loads the next page; undefined after the last. */
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    isLoadingMore: query.isFetchingNextPage,
  }
}

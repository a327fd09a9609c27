'use client'

import { useMemo } from 'react'
import { useClaimedShiftList } from '@/features/claims/index.ts'
import { combineLoadStates, loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { agendaInput, agendaStart } from '@/shared/calendar/inputs.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import { mergeByStart } from '@/shared/shift/workerShift.ts'
import { shiftDay } from '@/shared/time/period.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** The shifts from the selected day on that have not started, and the claimed ones, a page at a time. */
export function useEligibleShifts({ date, filter }: PeriodLocation, enabled: boolean) {
  const viewer = useViewer()
  const today = useToday()
  const fromDay = agendaStart(date, today)
  const open = trpc.shift.listEligible.useInfiniteQuery(agendaInput(viewer, filter, fromDay), {
    enabled,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const claimed = useClaimedShiftList(date, enabled)
  const isComplete = !open.hasNextPage && open.isSuccess
  // The agenda has hundreds of shifts, and is rendered again with every change of the page.
  const items = useMemo(() => {
    const openShifts = open.data?.pages.flatMap(({ shifts }) => shifts) ?? []
    const claimedFromDay = claimed.shifts.filter((shift) => shiftDay(shift, viewer.timeZone) >= date)
    return mergeByStart(openShifts, claimedFromDay, isComplete)
  }, [open.data, claimed.shifts, viewer, date, isComplete])
  return {
    items,
    state: combineLoadStates([loadStateOf(open), claimed.state]),
    isLoading: open.isLoading || claimed.isLoading,
    error: open.error ?? claimed.error ?? undefined,
    retry: () => {
      if (open.isError) void open.refetch()
      if (claimed.error) void claimed.refetch()
    },
    /** Loads the next page; undefined after the last. */
    loadMore: open.hasNextPage ? () => void open.fetchNextPage() : undefined,
    isLoadingMore: open.isFetchingNextPage,
    hasFailedToLoadMore: open.isFetchNextPageError,
  }
}

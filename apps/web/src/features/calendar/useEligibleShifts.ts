'use client'

import { useMemo } from 'react'
import { useClaimedShiftList } from '@/features/claims/index.ts'
import { combineLoadStates, loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { agendaInput, agendaStart, claimedListInput, unlockedInput } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { ClaimedShift, Shift, ShiftOneDocumentAway } from '@/shared/shift/shift.ts'
import { mergeByStart, type ShiftList, type WorkerShift } from '@/shared/shift/workerShift.ts'
import { shiftDay } from '@/shared/time/period.ts'
import { unlocksAgeMs } from '@/shared/unlocks/unlocksAge.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'

const getNextPageParam = (page: { nextCursor: string | null }) => page.nextCursor ?? undefined

/**
 * The shifts of the agenda from the selected day on that have not started, a page at a time: those that can be taken, the
 * claimed ones, and on request those that one missing document would unlock. In a preview, only those that its documents would.
 */
export function useEligibleShifts(location: CalendarLocation, enabled: boolean) {
  const { date, filter, unlockedBy, showsOneAway = false } = location
  const viewer = useViewer()
  const today = useToday()
  const isPreview = unlockedBy !== undefined
  const input = agendaInput(viewer, filter, agendaStart(date, today))
  const open = trpc.shift.listEligible.useInfiniteQuery(input, {
    enabled: enabled && !isPreview,
    getNextPageParam,
  })
  const oneAway = trpc.shift.listOneDocumentAway.useInfiniteQuery(input, {
    enabled: enabled && !isPreview && showsOneAway,
    getNextPageParam,
    refetchInterval: unlocksAgeMs,
  })
  const unlocked = trpc.shift.listUnlocked.useInfiniteQuery(
    unlockedInput(viewer, filter, { date, today, documentIds: unlockedBy ?? [] }),
    { enabled: enabled && isPreview, getNextPageParam, refetchInterval: unlocksAgeMs },
  )
  const claimed = useClaimedShiftList(claimedListInput(viewer, date), enabled && !isPreview)
  const paged = isPreview ? [unlocked] : [open, ...(showsOneAway ? [oneAway] : [])]
  const loads = isPreview ? paged : [...paged, claimed]

  const openList = useShiftList(open, toOpen)
  const oneAwayList = useShiftList(oneAway, toOneAway)
  const unlockedList = useShiftList(unlocked, toUnlocked)
  // The agenda has hundreds of shifts, and is rendered again with every change of the page.
  const items = useMemo(() => {
    if (isPreview) return mergeByStart([unlockedList])
    const claimedFromDay = claimed.shifts.filter((shift) => shiftDay(shift, viewer.timeZone) >= date)
    const claimedList: ShiftList = { items: claimedFromDay.map(toClaimed), isComplete: true }
    return mergeByStart([openList, claimedList, ...(showsOneAway ? [oneAwayList] : [])])
  }, [isPreview, showsOneAway, openList, oneAwayList, unlockedList, claimed.shifts, viewer, date])

  const withMore = paged.filter((query) => query.hasNextPage)
  return {
    items,
    state: combineLoadStates(loads.map((query) => ('state' in query ? query.state : loadStateOf(query)))),
    isLoading: loads.some((query) => query.isLoading),
    error: loads.find((query) => query.error)?.error ?? undefined,
    retry: () => {
      for (const query of loads) if (query.error) void query.refetch()
    },
    /** Loads the next page; undefined after the last. */
    loadMore:
      withMore.length > 0
        ? () => {
            // Only the list that ends first: what comes after its end is not shown yet.
            const [first] = withMore.toSorted((one, other) => (endOf(one) < endOf(other) ? -1 : 1))
            void first?.fetchNextPage()
          }
        : undefined,
    isLoadingMore: paged.some((query) => query.isFetchingNextPage),
    hasFailedToLoadMore: paged.some((query) => query.isFetchNextPageError),
  }
}

/** The start of the last shift that is loaded. */
const endOf = ({ data }: Pick<PagedQuery<Shift>, 'data'>): string =>
  data?.pages.at(-1)?.shifts.at(-1)?.startsAt ?? ''

const toOpen = (shift: Shift): WorkerShift => ({ kind: 'open', shift })
const toClaimed = (shift: ClaimedShift): WorkerShift => ({ kind: 'claimed', shift })
const toUnlocked = (shift: Shift): WorkerShift => ({ kind: 'locked', shift })
const toOneAway = (shift: ShiftOneDocumentAway): WorkerShift => ({
  kind: 'locked',
  shift,
  missing: shift.missingDocument,
})

interface PagedQuery<S> {
  data: { pages: { shifts: S[] }[] } | undefined
  isLoading: boolean
  hasNextPage: boolean
}

/** The loaded pages of a query as one list. */
function useShiftList<S>(
  { data, isLoading, hasNextPage }: PagedQuery<S>,
  toItem: (shift: S) => WorkerShift,
): ShiftList {
  return useMemo(
    () => ({
      items: data?.pages.flatMap(({ shifts }) => shifts.map(toItem)) ?? [],
      // A list that failed or waits for the network does not hide the others.
      isComplete: !isLoading && !hasNextPage,
    }),
    [data, isLoading, hasNextPage, toItem],
  )
}

'use client'

import { combineLoadStates, loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { groupInput, partCountInput } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { partOfShift } from '@/shared/shift/partOfShift.ts'
import type { ClaimedShift } from '@/shared/shift/shift.ts'
import { mergeByStart, type ShiftList, type WorkerShift } from '@/shared/shift/workerShift.ts'
import { partsOfDay, type PartOfDay } from '@/shared/time/partOfDay.ts'
import { daysIn, shiftDay, visibleDays } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** The shifts of one part of a day. */
export interface Group {
  day: string
  partOfDay: PartOfDay
  /** The first open shifts, and all claimed ones. */
  items: WorkerShift[]
  /** How many more open shifts there are. */
  more: number
}

/** The shifts of a week or day by day and part of day. First it loads the counts, then the first shifts of each group. */
export function useGroups(location: CalendarLocation, claimed: readonly ClaimedShift[], enabled: boolean) {
  const viewer = useViewer()
  const days = visibleDays(location, viewer.firstDay)
  const ofFilter = location.filter.partsOfDay ?? partsOfDay
  // A month has more than a hundred groups, and even queries that are not enabled cost time.
  const parts = enabled ? partsOfDay.filter((part) => ofFilter.includes(part)) : []
  const counts = trpc.useQueries((t) =>
    parts.map((part) => t.shift.countEligibleByDay(partCountInput(viewer, location, part))),
  )
  const groups = daysIn(days).flatMap((day) =>
    parts.map((part, index) => ({
      day,
      partOfDay: part,
      shifts: counts[index]?.data?.days.find((counted) => counted.day === day)?.shifts ?? 0,
    })),
  )
  const lists = trpc.useQueries((t) =>
    groups.map((group) =>
      t.shift.listEligible(groupInput(viewer, location, group), { enabled: group.shifts > 0 }),
    ),
  )
  const queries = [...counts, ...lists.filter((_, index) => (groups[index]?.shifts ?? 0) > 0)]
  return {
    groups: groups.map(({ day, partOfDay: part, shifts }, index): Group => {
      const open = lists[index]?.data?.shifts ?? []
      const own = claimed.filter(
        (shift) => shiftDay(shift, viewer.timeZone) === day && partOfShift(shift, viewer.timeZone) === part,
      )
      const openList: ShiftList = {
        items: open.map((shift) => ({ kind: 'open', shift })),
        isComplete: true,
      }
      const claimedList: ShiftList = {
        items: own.map((shift) => ({ kind: 'claimed', shift })),
        isComplete: true,
      }
      return {
        day,
        partOfDay: part,
        items: mergeByStart([openList, claimedList]),
        more: Math.max(0, shifts - open.length),
      }
    }),
    state: combineLoadStates(queries.map(loadStateOf)),
    isLoading: queries.some((query) => query.isLoading),
    error: queries.find(({ error }) => error)?.error ?? undefined,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch()
    },
  }
}

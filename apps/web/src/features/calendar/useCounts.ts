'use client'

import { combineLoadStates, loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { countInput, countWithClashesInput } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { totalOf } from '@/shared/calendar/totalOf.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** How many shifts of a period the worker can take from now on under the filter. */
export function useCounts(location: CalendarLocation) {
  const viewer = useViewer()
  const takeable = trpc.shift.countEligibleByDay.useQuery(countInput(viewer, location))
  const withClashes = trpc.shift.countEligibleByDay.useQuery(countWithClashesInput(viewer, location))
  const queries = [takeable, withClashes]
  const total = takeable.data && totalOf(location, takeable.data.days)
  return {
    /** The number of shifts by day. Days without shifts are left out. */
    byDay: new Map(takeable.data?.days.map(({ day, shifts }) => [day, shifts])),
    total,
    /** How many more there are that clash with claimed shifts; undefined until it is loaded. */
    clashing:
      total === undefined || !withClashes.data
        ? undefined
        : Math.max(0, totalOf(location, withClashes.data.days) - total),
    state: combineLoadStates(queries.map(loadStateOf)),
    isLoading: queries.some((query) => query.isLoading),
    error: queries.find(({ error }) => error)?.error ?? undefined,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch()
    },
  }
}

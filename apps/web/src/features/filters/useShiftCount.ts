'use client'

import { keepPreviousData } from '@tanstack/react-query'
import { trpc } from '@/lib/trpc.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { totalOn } from './totalOn.ts'

/** The days of facilities' clocks in which shifts are counted, half-open. */
export interface CountedDays {
  fromDay: string
  toDay: string
}

/**
 * How many shifts the worker can take with the filter: those that have not started and overlap none of its own. The last
 * number stays until the next is loaded.
 */
export function useShiftCount(filter: ShiftFilter, { fromDay, toDay }: CountedDays, enabled: boolean) {
  const { workerId } = useViewer()
  // One response counts every day, so all choices of weekdays need no other query.
  const { weekdays, ...others } = filter
  const { data, isPlaceholderData } = trpc.shift.countEligibleByDay.useQuery(
    { workerId, fromDay, toDay, ...others, notStarted: true, fitsAroundClaimed: true },
    { enabled, placeholderData: keepPreviousData },
  )
  return { total: data && totalOn(data.days, weekdays), isLoaded: data !== undefined && !isPlaceholderData }
}

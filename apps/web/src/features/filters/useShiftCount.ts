'use client'

import { keepPreviousData } from '@tanstack/react-query'
import { trpc } from '@/lib/trpc.ts'
import { takeableInput } from '@/shared/calendar/inputs.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { visibleDays, type Period } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { totalOn } from './totalOn.ts'

/**
 * How many shifts of the period the worker can take with the filter: those that have not started and overlap none of its own. The last
 * number stays until the next is loaded.
 */
export function useShiftCount(filter: ShiftFilter, period: Period, enabled: boolean) {
  const viewer = useViewer()
  // One response counts every day, so all choices of weekdays need no other query.
  const { weekdays, ...others } = filter
  const { data, isPlaceholderData } = trpc.shift.countEligibleByDay.useQuery(
    takeableInput(viewer, visibleDays(period, viewer.firstDay), others),
    { enabled, placeholderData: keepPreviousData },
  )
  return {
    total: data && totalOn(period, data.days, weekdays),
    isLoaded: data !== undefined && !isPlaceholderData,
  }
}

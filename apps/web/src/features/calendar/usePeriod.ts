import { useClaimedShifts } from '@/features/claims/index.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { instantsOf, visibleDays, type View } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { useEligibleShifts } from './useEligibleShifts.ts'
import { useCounts } from './useCounts.ts'
import { useGroups } from './useGroups.ts'

/** Whether the view shows the shifts as an agenda. A week and a day show them in groups. */
export const hasAgenda = (view: View) => view === 'month' || view === 'list'

/** Everything that the calendar shows of a period, and whether it is loaded or known not to load now. */
export function usePeriod(location: CalendarLocation) {
  const { firstDay } = useViewer()
  const claimed = useClaimedShifts(instantsOf(visibleDays(location, firstDay)))
  const counts = useCounts(location)
  const agenda = useEligibleShifts(location, hasAgenda(location.view))
  const groups = useGroups(location, claimed.shifts, !hasAgenda(location.view))
  const parts = [counts, agenda, groups]
  return {
    claimed,
    counts,
    agenda,
    groups,
    isReady: claimed.state !== 'loading' && !parts.some(({ isLoading }) => isLoading),
    error: [...parts, claimed].find(({ error }) => error)?.error ?? undefined,
    retry: () => {
      for (const part of parts) part.retry()
      if (claimed.isError) void claimed.refetch()
    },
  }
}

export type PeriodShifts = ReturnType<typeof usePeriod>

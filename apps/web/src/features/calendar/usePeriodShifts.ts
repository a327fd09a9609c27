import { useClaimedShifts } from '@/features/claims/index.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import { visibleWindow } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { useEligibleShifts } from './useEligibleShifts.ts'

/** The shifts of a period: the eligible and the claimed ones, and whether both are loaded or known not to load now. */
export function usePeriodShifts(location: PeriodLocation) {
  const { timeZone } = useViewer()
  const eligible = useEligibleShifts(location)
  const claimed = useClaimedShifts(visibleWindow(location, timeZone))
  return { eligible, claimed, isReady: !eligible.isLoading && claimed.state !== 'loading' }
}

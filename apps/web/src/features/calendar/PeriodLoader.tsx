'use client'

import { useLayoutEffect } from 'react'
import { useClaimedShifts } from '@/features/claims/index.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import { visibleWindow } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { useEligibleShifts } from './useEligibleShifts.ts'

interface PeriodLoaderProps {
  location: PeriodLocation
  /** Called when everything is loaded or known not to load now. */
  onReady: () => void
}

/** Loads a period before it is shown. Shows nothing itself. */
export function PeriodLoader({ location, onReady }: PeriodLoaderProps) {
  const { timeZone } = useViewer()
  const eligible = useEligibleShifts(location)
  const claimed = useClaimedShifts(visibleWindow(location, timeZone))
  const isReady = !eligible.isLoading && claimed.state !== 'loading'
  // Before the browser paints, so that a period in the cache is shown in the next frame.
  useLayoutEffect(() => {
    if (isReady) onReady()
  }, [isReady, onReady])
  return null
}

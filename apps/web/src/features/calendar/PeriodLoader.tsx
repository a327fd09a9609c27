'use client'

import { useLayoutEffect } from 'react'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { usePeriod } from './usePeriod.ts'

interface PeriodLoaderProps {
  location: CalendarLocation
  /** Called when everything is loaded or known not to load now. */
  onReady: () => void
}

/** Loads a period before it is shown. Shows nothing itself. */
export function PeriodLoader({ location, onReady }: PeriodLoaderProps) {
  const { isReady } = usePeriod(location)
  // Before the browser paints, so that a period in the cache is shown in the next frame.
  useLayoutEffect(() => {
    if (isReady) onReady()
  }, [isReady, onReady])
  return null
}

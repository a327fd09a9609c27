'use client'

import { useState } from 'react'
import { toSearch, type CalendarLocation, type PeriodLocation } from '@/shared/calendar/location.ts'

const periodOf = ({ showsClaimed: _panel, ...period }: CalendarLocation): PeriodLocation => period

/**
 * The period that the calendar shows. When the address changes to another period, that is `next`, and the last one stays
 * shown until `showNext` is called.
 */
export function useShownPeriod(location: CalendarLocation) {
  const [shown, setShown] = useState(() => periodOf(location))
  const requested = periodOf(location)
  const isShown = toSearch(requested) === toSearch(shown)
  return { shown, next: isShown ? undefined : requested, showNext: () => setShown(requested) }
}

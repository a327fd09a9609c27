'use client'

import { useState } from 'react'
import { toSearch, type CalendarLocation } from '@/shared/calendar/location.ts'

/**
 * The period that the calendar shows. When the address changes to another period, that is `next`, and the last one stays
 * shown until `showNext` is called.
 */
export function useShownPeriod(location: CalendarLocation) {
  const [shown, setShown] = useState(location)
  const isShown = toSearch(location) === toSearch(shown)
  return { shown, next: isShown ? undefined : location, showNext: () => setShown(location) }
}

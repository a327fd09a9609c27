'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { parseLocation, toSearch, type CalendarLocation } from './location.ts'

/** The address as the calendar's state: a link can be shared, and the back button goes back. */
export function useCalendarLocation(today: string) {
  const params = useSearchParams()
  const location = parseLocation(new URLSearchParams(params), today)

  const go = useCallback((next: CalendarLocation) => {
    // Not the router: the browser has what it needs, the server need not render the page again.
    window.history.pushState(null, '', toSearch(next))
  }, [])

  return { location, go }
}

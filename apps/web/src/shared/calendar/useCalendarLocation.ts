'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { parseLocation, toSearch, type CalendarLocation } from './location.ts'

/** Leads to another address; one that is `in place` of this one is not gone back from. */
export type Go = (next: CalendarLocation, how?: 'in place') => void

/** The address as the calendar's state: a link can be shared, and the back button goes back. */
export function useCalendarLocation(today: string) {
  const params = useSearchParams()
  const location = parseLocation(new URLSearchParams(params), today)

  const go: Go = useCallback((next, how) => {
    // Not the router: the browser has what it needs, the server need not render the page again.
    if (how === 'in place') window.history.replaceState(null, '', toSearch(next))
    else window.history.pushState(null, '', toSearch(next))
  }, [])

  return { location, go }
}

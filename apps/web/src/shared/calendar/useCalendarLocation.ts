'use client'

import { useSearchParams } from 'next/navigation'
import { parseLocation, toSearch, type CalendarLocation } from './location.ts'

export type Navigate = (next: CalendarLocation) => void

// Not with Next's router: the browser has all that it needs, so the server need not render the page again.

const navigate: Navigate = (next) => window.history.pushState(null, '', toSearch(next))

/** As `navigate`, but the back button does not lead to the address that it leaves. */
const replace: Navigate = (next) => window.history.replaceState(null, '', toSearch(next))

/** The calendar's state, kept in the address: links can be shared and the back button works. */
export function useCalendarLocation(today: string) {
  const params = useSearchParams()
  const location = parseLocation(new URLSearchParams(params), today)
  return { location, navigate, replace }
}

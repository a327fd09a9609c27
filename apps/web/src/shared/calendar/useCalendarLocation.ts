'use client'

import { useSyncExternalStore } from 'react'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { parseLocation, toSearch, type CalendarLocation } from './location.ts'

export type Navigate = (next: CalendarLocation) => void

// Not with Next's router: the browser has all that it needs, so the server need not render the page again. And Next
// updates its own state later, so that the second of two quick steps would start from the address before the first.

const listeners = new Set<() => void>()

function notify(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

const navigate: Navigate = (next) => {
  window.history.pushState(null, '', toSearch(next))
  notify()
}

/** As `navigate`, but the back button does not lead to the address that it leaves. */
const replace: Navigate = (next) => {
  window.history.replaceState(null, '', toSearch(next))
  notify()
}

/**
 * The calendar's state, kept in the address: links can be shared and the back button works. `serverSearch` is the search
 * of the address that the server rendered, and `defaultFilter` the filter of an address without a search.
 */
export function useCalendarLocation(serverSearch: string, today: string, defaultFilter: ShiftFilter) {
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => serverSearch,
  )
  const location = parseLocation(new URLSearchParams(search), today, defaultFilter)
  return { location, navigate, replace }
}

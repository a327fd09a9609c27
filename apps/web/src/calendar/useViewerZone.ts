'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { zoneCookie } from './zoneCookie.ts'

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const neverChanges = () => () => {}

/** The viewer's time zone: first what the server was told last, then what the browser says; it is told for next time. */
export function useViewerZone(serverZone: string): string {
  const zone = useSyncExternalStore(neverChanges, ownZone, () => serverZone)
  useEffect(() => {
    document.cookie = `${zoneCookie}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`
  }, [zone])
  return zone
}

'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { zoneCookie } from './zoneCookie.ts'

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const neverChanges = () => () => {}

/** Tells the server the viewer's time zone, so that the next page it renders is right at once. */
export function useZoneReport(): void {
  useEffect(() => {
    document.cookie = `${zoneCookie}=${encodeURIComponent(ownZone())}; path=/; max-age=31536000; samesite=lax`
  }, [])
}

/** The viewer's time zone: first what the server was told last, then what the browser says. */
export function useViewerZone(serverZone: string): string {
  useZoneReport()
  return useSyncExternalStore(neverChanges, ownZone, () => serverZone)
}

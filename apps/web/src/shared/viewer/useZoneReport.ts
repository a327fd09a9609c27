'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { zoneCookie } from './zoneCookie.ts'

/** The browser's time zone. Empty if the browser does not know it, or if it does not fit into a cookie. */
function reportedZone(): string {
  try {
    const zone: unknown = Intl.DateTimeFormat().resolvedOptions().timeZone
    return typeof zone === 'string' && /^[\w+:/-]{1,64}$/.test(zone) ? zone : ''
  } catch {
    return ''
  }
}

/** Reports the browser's time zone to the server in a cookie, for the pages that the server renders from then on. */
export function useZoneReport(): void {
  useEffect(() => {
    document.cookie = `${zoneCookie}=${encodeURIComponent(reportedZone())}; path=/; max-age=31536000; samesite=lax`
  }, [])
}

/** Reports the browser's time zone, and refreshes the page if the server rendered it for another report. */
export function useRefreshForZone(reported: string | undefined): void {
  useZoneReport()
  const router = useRouter()
  useEffect(() => {
    if (reportedZone() !== reported) router.refresh()
  }, [router, reported])
}

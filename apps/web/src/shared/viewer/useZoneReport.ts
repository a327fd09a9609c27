'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { zoneCookie } from './zoneCookie.ts'

/** What the browser says its time zone is; empty where it does not say, or not in a form that fits into a cookie. */
function reportedZone(): string {
  try {
    const zone: unknown = Intl.DateTimeFormat().resolvedOptions().timeZone
    return typeof zone === 'string' && /^[\w+:/-]{1,64}$/.test(zone) ? zone : ''
  } catch {
    return ''
  }
}

/** Reports the browser's time zone to the server, which decides from it: the next page that it renders is right at once. */
export function useZoneReport(): void {
  useEffect(() => {
    document.cookie = `${zoneCookie}=${encodeURIComponent(reportedZone())}; path=/; max-age=31536000; samesite=lax`
  }, [])
}

/** As above, and has the page rendered anew where the server knew another report when it rendered it. */
export function useZoneDecision(reported: string | undefined): void {
  useZoneReport()
  const router = useRouter()
  useEffect(() => {
    if (reportedZone() !== reported) router.refresh()
  }, [router, reported])
}

'use client'

import { useEffect, useState } from 'react'
import { zoneCookie } from './zoneCookie.ts'

/** The viewer's time zone: what the server was told last, then what the browser says; it is told for the next time. */
export function useViewerZone(serverZone: string): string {
  const [zone, setZone] = useState(serverZone)
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (own === serverZone) return
    document.cookie = `${zoneCookie}=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax`
    setZone(own)
  }, [serverZone])
  return zone
}

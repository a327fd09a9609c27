'use client'

import { useEffect, useState } from 'react'

/** The present, to the minute. The first render uses the server's, so that both render the same. */
export function useNow(serverNow: string): string {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const tick = () => setNow(new Date().toISOString())
    const timer = setInterval(tick, 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

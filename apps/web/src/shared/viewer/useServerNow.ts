'use client'

import { useEffect, useState } from 'react'
import { clockNow, onClockCorrected, syncClock } from '@/lib/serverClock.ts'

/** The server's time, updated every minute. The first render returns `serverNow`, as in the server's rendering. */
export function useServerNow(serverNow: string): string {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    syncClock(Date.parse(serverNow))
    const tick = () => setNow(clockNow())
    const timer = setInterval(tick, 60_000)
    const stop = onClockCorrected(tick)
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [serverNow])
  return now
}

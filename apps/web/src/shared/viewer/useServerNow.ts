'use client'

import { useEffect, useState } from 'react'
import { clockNow, onClockCorrected, syncClock } from '@/lib/serverClock.ts'

/** The present by the server's clock, to the minute. The first render is of `serverNow`, as the server's own was. */
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

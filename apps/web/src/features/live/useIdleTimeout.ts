'use client'

import { useCallback, useEffect, useRef } from 'react'

/** Three times the interval at which the server sends pings. */
const idleMs = 15_000

/**
 * Calls `onIdle` every 15 seconds while `isWatching`, unless the returned function is called in between: it restarts the
 * timeout. A new `onIdle` restarts the timeout too.
 */
export function useIdleTimeout(isWatching: boolean, onIdle: () => void): () => void {
  const restart = useRef(() => {})
  useEffect(() => {
    if (!isWatching) return
    let timer: ReturnType<typeof setInterval>
    restart.current = () => {
      clearInterval(timer)
      timer = setInterval(onIdle, idleMs)
    }
    restart.current()
    return () => {
      clearInterval(timer)
      restart.current = () => {}
    }
  }, [isWatching, onIdle])
  return useCallback(() => restart.current(), [])
}

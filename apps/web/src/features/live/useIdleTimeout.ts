'use client'

import { useCallback, useEffect, useRef } from 'react'

/** The server sends something every 5 seconds. */
const silenceMs = 15_000

/**
 * Calls `onIdle` after each 15 seconds in which nothing has arrived, while it `isWatching`. Returns what to call when
 * something has. A function that changes begins to wait anew.
 */
export function useIdleTimeout(isWatching: boolean, onIdle: () => void): () => void {
  const restart = useRef(() => {})
  useEffect(() => {
    if (!isWatching) return
    let timer: ReturnType<typeof setInterval>
    restart.current = () => {
      clearInterval(timer)
      timer = setInterval(onIdle, silenceMs)
    }
    restart.current()
    return () => {
      clearInterval(timer)
      restart.current = () => {}
    }
  }, [isWatching, onIdle])
  return useCallback(() => restart.current(), [])
}

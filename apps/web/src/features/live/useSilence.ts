'use client'

import { useCallback, useEffect, useRef } from 'react'

/** The server sends something every 5 seconds. */
const silenceMs = 15_000

/**
 * Calls `onSilence` after each 15 seconds in which nothing has arrived, while it `isWatching`. Returns what to call when
 * something has. A function that changes begins to wait anew.
 */
export function useSilence(isWatching: boolean, onSilence: () => void): () => void {
  const restart = useRef(() => {})
  useEffect(() => {
    if (!isWatching) return
    let timer: ReturnType<typeof setInterval>
    restart.current = () => {
      clearInterval(timer)
      timer = setInterval(onSilence, silenceMs)
    }
    restart.current()
    return () => {
      clearInterval(timer)
      restart.current = () => {}
    }
  }, [isWatching, onSilence])
  return useCallback(() => restart.current(), [])
}

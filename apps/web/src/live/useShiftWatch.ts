'use client'

import { useEffect, useRef, useState } from 'react'
import type { Viewer } from '@/calendar/inputs.ts'
import { useShiftCache } from '@/claims/useShiftCache.ts'
import { trpc } from '@/client/trpc.ts'
import { useIsOnline, useIsVisible } from './browserState.ts'
import { useGoneAnnouncer } from './useGoneAnnouncer.ts'
import { useReloadSoon } from './useReloadSoon.ts'

/** Whether what is shown is what is so. */
export type Connection = 'live' | 'reconnecting' | 'offline'

const retryMs = 3_000

/**
 * Keeps what is shown as it is on the server: what others take disappears at once, and everything else is asked for
 * anew soon. Only while somebody looks: a browser has six connections for all its tabs.
 */
export function useShiftWatch({ workerId }: Viewer, watchFrom: string): Connection {
  const { client } = trpc.useUtils()
  const cache = useShiftCache()
  const reloadSoon = useReloadSoon()
  const announceGone = useGoneAnnouncer()
  const isVisible = useIsVisible()
  const isOnline = useIsOnline()
  const [isBroken, setIsBroken] = useState(false)
  const [attempt, setAttempt] = useState(0)
  /** Up to where everything was told: who comes back goes on from there. */
  const toldUpTo = useRef(watchFrom)

  const isWatching = isVisible && isOnline
  useEffect(() => {
    if (!isWatching) return
    let retry: ReturnType<typeof setTimeout>
    const watch = client.shift.watch.subscribe(
      { workerId, lastEventId: toldUpTo.current },
      {
        onStarted: () => setIsBroken(false),
        onData({ id, data: event }) {
          toldUpTo.current = id
          if (event.type === 'gone' && cache.withdraw(event.shiftId)) announceGone()
          reloadSoon(event.type === 'gone' && cache.isLookedAt(workerId, event.shiftId))
        },
        onConnectionStateChange: ({ error }) => {
          if (error) setIsBroken(true)
        },
        // The browser itself connects again, unless it was answered with an error.
        onError() {
          setIsBroken(true)
          retry = setTimeout(() => {
            // An ended session is found out by this.
            reloadSoon()
            setAttempt((last) => last + 1)
          }, retryMs)
        },
      },
    )
    return () => {
      clearTimeout(retry)
      watch.unsubscribe()
    }
  }, [client, cache, workerId, isWatching, attempt, reloadSoon, announceGone])

  if (!isOnline) return 'offline'
  return isBroken ? 'reconnecting' : 'live'
}

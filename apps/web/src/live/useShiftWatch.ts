'use client'

import { useEffect, useState } from 'react'
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
  const { shift } = trpc.useUtils()
  const cache = useShiftCache()
  const reloadSoon = useReloadSoon()
  const announceGone = useGoneAnnouncer()
  const isVisible = useIsVisible()
  const isOnline = useIsOnline()
  const [hasBegun, setHasBegun] = useState(false)

  const { status, reset } = trpc.shift.watch.useSubscription(
    { workerId, lastEventId: watchFrom },
    {
      enabled: isVisible && isOnline,
      onStarted: () => setHasBegun(true),
      onData({ data: event }) {
        if (event.type === 'gone') {
          if (cache.withdraw(event.shiftId)) announceGone()
          // Whoever looks at it right now should not have to wait for it.
          void shift.explain.invalidate({ workerId, shiftId: event.shiftId })
        }
        reloadSoon()
      },
    },
  )

  // The browser itself connects again, unless it was answered with an error.
  const hasFailed = status === 'error'
  useEffect(() => {
    if (!hasFailed) return
    const timer = setTimeout(() => {
      // An ended session is found out by this.
      reloadSoon()
      reset()
    }, retryMs)
    return () => clearTimeout(timer)
  }, [hasFailed, reset, reloadSoon])

  if (!isOnline) return 'offline'
  return hasFailed || (hasBegun && isVisible && status === 'connecting') ? 'reconnecting' : 'live'
}

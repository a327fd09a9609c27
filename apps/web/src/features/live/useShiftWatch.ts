'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isBeingClaimed } from '@/shared/shift/pendingClaims.ts'
import { useShiftCache } from '@/features/claims/index.ts'
import { trpc } from '@/lib/trpc.ts'
import { useIsOnline, useIsVisible } from '@/shared/viewer/browserState.ts'
import { useGoneAnnouncer } from './useGoneAnnouncer.ts'
import { useReloadSoon } from './useReloadSoon.ts'
import { useIdleTimeout } from './useIdleTimeout.ts'

/** How changes reach the page: as they happen, not at the moment, by asking now and then, or not at all. */
export type Connection = 'live' | 'reconnecting' | 'polling' | 'offline'

const retryMs = 3_000

/**
 * Keeps what is shown as it is on the server: what others take disappears at once, and everything else is asked for
 * anew soon. Where nothing comes through, as behind a proxy that holds the events back, it asks anew now and then. Only
 * while somebody looks: a browser has six connections for all its tabs.
 */
export function useShiftWatch(workerId: number, watchFrom: string): Connection {
  const { client } = trpc.useUtils()
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const reloadSoon = useReloadSoon()
  const announceGone = useGoneAnnouncer()
  const isVisible = useIsVisible()
  const isOnline = useIsOnline()
  const [stream, setStream] = useState<Exclude<Connection, 'offline'>>('live')
  const [attempt, setAttempt] = useState(0)
  /** Up to where everything was told: who comes back goes on from there. */
  const toldUpTo = useRef(watchFrom)

  const isWatching = isVisible && isOnline
  const poll = useCallback(() => {
    setStream('polling')
    reloadSoon()
    // A connection on which nothing comes does not always end by itself.
    setAttempt((last) => last + 1)
  }, [reloadSoon])
  const restartIdleTimeout = useIdleTimeout(isWatching, poll)

  useEffect(() => {
    if (!isWatching) return
    let retry: ReturnType<typeof setTimeout>
    // That the stream was opened proves nothing: it may be refused right after, or held back.
    const onArrival = () => {
      setStream('live')
      restartIdleTimeout()
    }
    const onFailure = () => setStream((last) => (last === 'polling' ? last : 'reconnecting'))
    const watch = client.shift.watch.subscribe(
      { workerId, lastEventId: toldUpTo.current },
      {
        onStarted({ context }) {
          if (context?.eventSource instanceof EventSource)
            context.eventSource.addEventListener('ping', onArrival)
        },
        onData({ id, data: event }) {
          onArrival()
          toldUpTo.current = id
          // What the worker claims itself is not gone: the answer to the claim says whether it is its own.
          const isGone = event.type === 'gone' && !isBeingClaimed(queryClient, event.shiftId)
          if (isGone && cache.withdraw(event.shiftId)) announceGone()
          reloadSoon(event.type === 'gone' && cache.isLookedAt(workerId, event.shiftId))
        },
        onConnectionStateChange: ({ error }) => {
          if (error) onFailure()
        },
        // The browser itself connects again, unless it was answered with an error.
        onError() {
          onFailure()
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
  }, [
    client,
    queryClient,
    cache,
    workerId,
    isWatching,
    attempt,
    reloadSoon,
    announceGone,
    restartIdleTimeout,
  ])

  return isOnline ? stream : 'offline'
}

'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isBeingClaimed } from '@/shared/shift/pendingClaims.ts'
import { useShiftCache } from '@/features/claims/index.ts'
import { clockNow } from '@/lib/serverClock.ts'
import { trpc } from '@/lib/trpc.ts'
import { useIsOnline, useIsVisible } from '@/shared/viewer/browserState.ts'
import { useAnnounceRemovedShifts } from './useAnnounceRemovedShifts.ts'
import { useIdleTimeout } from './useIdleTimeout.ts'
import { useThrottledReload } from './useThrottledReload.ts'

/** How the page learns of changes: from the event stream (`live`), by polling, or not at all while reconnecting or offline. */
export type Connection = 'live' | 'reconnecting' | 'polling' | 'offline'

/** After an outage all browsers connect again, so each waits for a random time between these. */
const minRetryMs = 1_500
const maxRetryMs = 4_500

export interface WatchStart {
  /** The position in the stream of changes from which to watch. */
  watchFrom: string
  /** The server's time when it rendered the page, in ISO 8601. */
  renderedAt: string
}

export interface ShiftWatch {
  connection: Connection
  /** The last minute of which the page has every change, in ISO 8601. */
  upToDateAt: string
}

/**
 * Keeps the page up to date with the server. A shift that is no longer available is removed at once, and every change
 * reloads the queries soon. If no events arrive, as behind a proxy that buffers them, the page polls every 15 seconds.
 * A hidden tab does not watch, because a browser opens only six connections to a host for all its tabs.
 */
export function useShiftWatch(workerId: number, { watchFrom, renderedAt }: WatchStart): ShiftWatch {
  const { client } = trpc.useUtils()
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const reload = useThrottledReload()
  const announceRemovedShift = useAnnounceRemovedShifts()
  const isVisible = useIsVisible()
  const isOnline = useIsOnline()
  const [stream, setStream] = useState<Exclude<Connection, 'offline'>>('live')
  const [upToDateAt, setUpToDateAt] = useState(renderedAt)
  const [attempt, setAttempt] = useState(0)
  /** The last event received. A new connection continues after it. */
  const lastEventId = useRef(watchFrom)

  const isWatching = isVisible && isOnline
  const poll = useCallback(() => {
    setStream('polling')
    reload()
    // Connects again: a connection without events may be dead without having been closed.
    setAttempt((last) => last + 1)
  }, [reload])
  const restartIdleTimeout = useIdleTimeout(isWatching, poll)

  useEffect(() => {
    if (!isWatching) return
    let retry: ReturnType<typeof setTimeout>
    // Only a received event shows that the stream works: an open connection may still be refused or buffered.
    const onReceived = () => {
      setStream('live')
      setUpToDateAt(toMinute(clockNow()))
      restartIdleTimeout()
    }
    const onFailure = () => setStream((last) => (last === 'polling' ? last : 'reconnecting'))
    const subscription = client.shift.watch.subscribe(
      { workerId, lastEventId: lastEventId.current },
      {
        onStarted({ context }) {
          if (context?.eventSource instanceof EventSource)
            context.eventSource.addEventListener('ping', onReceived)
        },
        onData({ id, data: event }) {
          onReceived()
          lastEventId.current = id
          // If the worker is claiming the shift, the response to the claim decides what is shown.
          const isRemoved = event.type === 'gone' && !isBeingClaimed(queryClient, event.shiftId)
          if (isRemoved && cache.removeOpen(event.shiftId)) announceRemovedShift()
          if (event.type === 'documents' && !cache.invalidateDocuments()) return
          const isUrgent = event.type === 'gone' && cache.isDetailShown(workerId, event.shiftId)
          reload({ isUrgent, everything: event.type === 'refetch' })
        },
        onConnectionStateChange: ({ error }) => {
          if (error) onFailure()
        },
        // The browser reconnects by itself after a lost connection, but not after an error response.
        onError() {
          onFailure()
          const retryMs = minRetryMs + Math.random() * (maxRetryMs - minRetryMs)
          retry = setTimeout(() => {
            // If the session has ended, this leads to the sign-in page.
            reload()
            setAttempt((last) => last + 1)
          }, retryMs)
        },
      },
    )
    return () => {
      clearTimeout(retry)
      subscription.unsubscribe()
    }
  }, [
    client,
    queryClient,
    cache,
    workerId,
    isWatching,
    attempt,
    reload,
    announceRemovedShift,
    restartIdleTimeout,
  ])

  return { connection: isOnline ? stream : 'offline', upToDateAt }
}

/** Every event would change a time to the second, and render the note again. */
const toMinute = (instant: string) => `${instant.slice(0, 16)}Z`

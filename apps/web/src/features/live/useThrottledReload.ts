'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { claimKeys } from '@/shared/shift/pendingClaims.ts'
import { useShiftCache } from '@/features/claims/index.ts'

/** All browsers are notified of a change at the same time, so each waits for a random time before it reloads. */
const maxJitterMs = 400
/** The shortest time between two reloads that are not urgent. */
const minIntervalMs = 5_000

/** Returns a function that reloads the queries of the page soon, or at once if `isUrgent`. */
export function useThrottledReload(): (isUrgent?: boolean) => void {
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastReloadAt = useRef(-Infinity)

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  return useCallback(
    (isUrgent = false) => {
      function reload() {
        clearTimeout(timer.current)
        timer.current = undefined
        lastReloadAt.current = performance.now()
        // A pending claim or release reloads the queries itself when it has finished.
        if (queryClient.isMutating({ mutationKey: claimKeys.all }) === 0) void cache.reload()
      }
      if (isUrgent) return reload()
      const untilNextMs = Math.max(lastReloadAt.current + minIntervalMs - performance.now(), 0)
      timer.current ??= setTimeout(reload, untilNextMs + Math.random() * maxJitterMs)
    },
    [queryClient, cache],
  )
}

'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { claimKeys } from '@/shared/shift/pendingClaims.ts'
import { useShiftCache } from '@/features/claims/index.ts'

/** All browsers are notified of a change at the same time, so each waits for a random time before it reloads. */
const maxJitterMs = 400
/** When everything must be listed again, as all browsers must after a failover. This costs more than other reloads. */
const maxJitterOfEverythingMs = 2_000
/** The shortest time between two reloads that are not urgent. */
const minIntervalMs = 5_000

interface ReloadOptions {
  isUrgent?: boolean
  /** Whether the facilities are reloaded too. */
  everything?: boolean
}

/** Returns a function that reloads the queries of the page soon, or at once if `isUrgent`. */
export function useThrottledReload(): (options?: ReloadOptions) => void {
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastReloadAt = useRef(-Infinity)
  const mustReloadFacilities = useRef(false)

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  return useCallback(
    ({ isUrgent = false, everything = false } = {}) => {
      function reload() {
        clearTimeout(timer.current)
        timer.current = undefined
        lastReloadAt.current = performance.now()
        if (mustReloadFacilities.current) void cache.reloadFacilities()
        mustReloadFacilities.current = false
        // A pending claim or release reloads the queries itself when it has finished.
        if (queryClient.isMutating({ mutationKey: claimKeys.all }) === 0) void cache.reload()
      }
      if (everything && !mustReloadFacilities.current) {
        mustReloadFacilities.current = true
        // Replaces a reload that is due sooner.
        clearTimeout(timer.current)
        timer.current = undefined
      }
      if (isUrgent) return reload()
      const untilNextMs = Math.max(lastReloadAt.current + minIntervalMs - performance.now(), 0)
      const jitterMs = Math.random() * (everything ? maxJitterOfEverythingMs : maxJitterMs)
      timer.current ??= setTimeout(reload, untilNextMs + jitterMs)
    },
    [queryClient, cache],
  )
}

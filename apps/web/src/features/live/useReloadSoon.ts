'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useShiftCache } from '@/features/claims/index.ts'

/** All who watch hear of a change at the same time; they had better not all ask at the same time. */
const spreadMs = 400
/** Where much happens, so long passes until it is asked again. */
const pauseMs = 5_000

/** Asks anew for what is shown, in a moment, and not too often; at once where it `isUrgent`. */
export function useReloadSoon(): (isUrgent?: boolean) => void {
  const queryClient = useQueryClient()
  const cache = useShiftCache()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastAt = useRef(-Infinity)

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
        lastAt.current = performance.now()
        // A claim that is not decided yet asks anew itself when it is.
        if (queryClient.isMutating() === 0) void cache.reload()
      }
      if (isUrgent) return reload()
      const waitMs = Math.max(lastAt.current + pauseMs - performance.now(), 0) + Math.random() * spreadMs
      timer.current ??= setTimeout(reload, waitMs)
    },
    [queryClient, cache],
  )
}

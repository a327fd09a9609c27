'use client'

import { useCallback, useRef } from 'react'
import { trpc } from '@/lib/trpc.ts'
import { toSaved } from '@/shared/filter/defaultFilter.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/**
 * Returns a function that saves a filter as the worker's default. One is saved at a time, and then the latest, so that an
 * earlier one cannot replace it. Nothing is said about failures: the filter of the page is in its address.
 *
 * It is no mutation of the query cache, because the page does not reload while one of those is pending.
 */
export function useSaveDefault(): (filter: ShiftFilter) => void {
  const { workerId } = useViewer()
  const { client } = trpc.useUtils()
  const latest = useRef<ShiftFilter>(undefined)
  const isSaving = useRef(false)

  return useCallback(
    (filter) => {
      async function saveAll() {
        isSaving.current = true
        while (latest.current && navigator.onLine) {
          const next = latest.current
          latest.current = undefined
          await client.filter.setDefault.mutate({ workerId, filter: toSaved(next) }).catch(() => {})
        }
        isSaving.current = false
      }
      latest.current = filter
      if (!isSaving.current) void saveAll()
    },
    [client, workerId],
  )
}

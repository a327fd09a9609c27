'use client'

import { keepPreviousData } from '@tanstack/react-query'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { unlocksInput } from '@/shared/calendar/inputs.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { findUnlock } from './unlock.ts'
import { unlocksAgeMs } from './unlocksAge.ts'

/** What documents would add to the worker's shifts of the next thirty days under the filter, most shifts first. */
export function useUnlocks(filter: ShiftFilter) {
  const query = trpc.document.listUnlocks.useQuery(unlocksInput(useViewer(), filter, useToday()), {
    placeholderData: keepPreviousData,
    refetchInterval: unlocksAgeMs,
  })
  const unlocks = query.data?.unlocks ?? []
  return {
    unlocks,
    state: query.isPlaceholderData ? ('loading' as const) : loadStateOf(query),
    error: query.error,
    retry: () => void query.refetch(),
    unlockOf: (documentIds: readonly number[]) => findUnlock(unlocks, documentIds),
    /** The document with this id, if an unlock contains it. */
    documentOf: (documentId: number) =>
      unlocks.flatMap(({ documents }) => documents).find(({ id }) => id === documentId),
  }
}

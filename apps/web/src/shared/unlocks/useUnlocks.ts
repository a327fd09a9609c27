'use client'

import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { unlocksInput } from '@/shared/calendar/inputs.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { findUnlock } from './unlock.ts'

/** What documents would add to the worker's shifts of the next thirty days under the filter, most shifts first. */
export function useUnlocks(filter: ShiftFilter, enabled = true) {
  const query = trpc.document.listUnlocks.useQuery(unlocksInput(useViewer(), filter, useToday()), { enabled })
  const unlocks = query.data?.unlocks ?? []
  return {
    unlocks,
    state: loadStateOf(query),
    error: query.error,
    retry: () => void query.refetch(),
    unlockOf: (documentIds: readonly number[]) => findUnlock(unlocks, documentIds),
    /** A document of the unlocks by its id. */
    nameOf: (documentId: number) =>
      unlocks.flatMap(({ documents }) => documents).find(({ id }) => id === documentId),
  }
}

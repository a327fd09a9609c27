'use client'

import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { ConnectionNote } from './ConnectionNote.tsx'
import { useShiftWatch } from './useShiftWatch.ts'

/** Keeps the page up to date from `watchFrom` on, and says so when it cannot. */
export function LiveUpdates({ watchFrom }: { watchFrom: string }) {
  const { workerId } = useViewer()
  return <ConnectionNote connection={useShiftWatch(workerId, watchFrom)} />
}

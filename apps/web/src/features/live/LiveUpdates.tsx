'use client'

import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { ConnectionNote } from './ConnectionNote.tsx'
import { useShiftWatch, type WatchStart } from './useShiftWatch.ts'

/** Keeps the page up to date, and says so when it cannot. */
export function LiveUpdates(start: WatchStart) {
  const { workerId } = useViewer()
  return <ConnectionNote {...useShiftWatch(workerId, start)} />
}

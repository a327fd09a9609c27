'use client'

import { useEffect } from 'react'
import { trpc } from '@/lib/trpc.ts'
import { chooseLayout } from '@/shared/calendar/density.ts'
import { claimedInput, countInput, listInput, pageInput } from '@/shared/calendar/inputs.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import { adjacentDate, visibleWindow } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

const directions = [-1, 1] as const

/** Loads the periods before and after the shown one into the query cache, once the shown one `isReady`. */
export function usePrefetchNeighbours(location: PeriodLocation, isReady: boolean): void {
  const viewer = useViewer()
  const utils = trpc.useUtils()
  useEffect(() => {
    if (!isReady) return
    const { shift } = utils
    /** Loads what `useEligibleShifts` and `useClaimedShifts` of the period will ask for. */
    const prefetch = async (neighbour: PeriodLocation) => {
      const period = visibleWindow(neighbour, viewer.timeZone)
      void shift.listClaimed.prefetch(claimedInput(viewer, period))
      const counts = countInput(viewer, neighbour)
      await shift.countEligibleByDay.prefetch(counts)
      const days = shift.countEligibleByDay.getData(counts)?.days
      if (!days) return
      const layout = chooseLayout(neighbour.view, days, period, viewer.timeZone)
      if (layout.kind === 'list') {
        await shift.listEligible.prefetchInfinite(listInput(viewer, neighbour, period))
        return
      }
      for (const page of layout.pages)
        void shift.listEligible.prefetch(pageInput(viewer, neighbour.filter, page))
    }
    // After the paint of the shown period.
    const timer = setTimeout(() => {
      for (const direction of directions)
        void prefetch({ ...location, date: adjacentDate(location, direction) })
    })
    return () => clearTimeout(timer)
  }, [location, isReady, viewer, utils])
}

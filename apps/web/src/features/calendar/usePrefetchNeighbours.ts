'use client'

import { useEffect } from 'react'
import { trpc } from '@/lib/trpc.ts'
import {
  agendaInput,
  agendaStart,
  claimedInput,
  claimedListInput,
  countInput,
  countWithClashesInput,
  partCountInput,
  unlockedInput,
} from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { partsOfDay } from '@/shared/time/partOfDay.ts'
import { instantsOf, visibleDays } from '@/shared/time/period.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { hasAgenda } from './usePeriod.ts'
import { stepDate } from './stepDate.ts'

const directions = [-1, 1] as const

/** Calls are sent in batches: what the page shows must not wait for what is loaded ahead. */
const delayMs = 50

/** Loads the periods before and after the shown one into the query cache, once the shown one `isReady`. */
export function usePrefetchNeighbours(location: CalendarLocation, isReady: boolean): void {
  const viewer = useViewer()
  const today = useToday()
  const utils = trpc.useUtils()
  useEffect(() => {
    if (!isReady) return
    const { shift } = utils
    /** Loads what `usePeriod` will ask for. Of a week or day only the counts: its groups are many small queries. */
    const prefetch = (neighbour: CalendarLocation) => {
      void shift.listClaimed.prefetch(
        claimedInput(viewer, instantsOf(visibleDays(neighbour, viewer.firstDay))),
      )
      void shift.countEligibleByDay.prefetch(countInput(viewer, neighbour))
      void shift.countEligibleByDay.prefetch(countWithClashesInput(viewer, neighbour))
      const { view, date, filter, unlockedBy, showsOneAway } = neighbour
      if (unlockedBy)
        void shift.listUnlocked.prefetchInfinite(
          unlockedInput(viewer, filter, { date, today, documentIds: unlockedBy }),
        )
      else if (hasAgenda(view)) {
        if (showsOneAway)
          void shift.listOneDocumentAway.prefetchInfinite(
            agendaInput(viewer, filter, agendaStart(date, today)),
          )
        void shift.listEligible.prefetchInfinite(agendaInput(viewer, filter, agendaStart(date, today)))
        void shift.listClaimed.prefetchInfinite(claimedListInput(viewer, date))
      } else
        for (const part of filter.partsOfDay ?? partsOfDay)
          void shift.countEligibleByDay.prefetch(partCountInput(viewer, neighbour, part))
    }
    const timer = setTimeout(() => {
      for (const direction of directions)
        prefetch({ ...location, date: stepDate(location, direction, today) })
    }, delayMs)
    return () => clearTimeout(timer)
  }, [location, isReady, viewer, today, utils])
}

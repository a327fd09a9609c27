import type { RouterInputs } from '@shifts/api'
import type { ShiftPage } from './density.ts'
import type { PeriodLocation } from './location.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { visibleWindow, type InstantWindow } from '@/shared/time/period.ts'
import type { Viewer } from '@/shared/viewer/ViewerContext.tsx'

// The inputs of the calendar's queries. Server and browser share them: equal inputs are one entry of the query cache.

export const countInput = (
  viewer: Viewer,
  location: PeriodLocation,
): RouterInputs['shift']['countEligibleByDay'] => ({
  ...viewer,
  ...visibleWindow(location, viewer.timeZone),
  ...location.filter,
})

export const pageInput = (viewer: Viewer, filter: ShiftFilter, page: ShiftPage) => ({
  workerId: viewer.workerId,
  ...page,
  ...filter,
})

export const listInput = (viewer: Viewer, location: PeriodLocation, { from, to }: InstantWindow) =>
  pageInput(viewer, location.filter, { from, to, limit: 100 })

export const claimedInput = ({ workerId }: Viewer, { from, to }: InstantWindow) => ({
  workerId,
  from,
  to,
  limit: 500,
})

export const claimedListInput = ({ workerId }: Viewer, from: string) => ({ workerId, from, limit: 50 })

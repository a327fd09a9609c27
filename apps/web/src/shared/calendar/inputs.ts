import type { RouterInputs } from '@shifts/api'
import type { ShiftPage } from './density.ts'
import type { CalendarLocation } from './location.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { visibleWindow, type InstantWindow } from '@/shared/time/period.ts'
import type { Viewer } from '@/shared/viewer/ViewerContext.tsx'

// The server asks these for the first paint and the browser reads them back: the same input is the same cache entry.

export const countInput = (
  viewer: Viewer,
  location: CalendarLocation,
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

export const listInput = (viewer: Viewer, location: CalendarLocation, { from, to }: InstantWindow) =>
  pageInput(viewer, location.filter, { from, to, limit: 100 })

export const ownInput = ({ workerId }: Viewer, { from, to }: InstantWindow) => ({
  workerId,
  from,
  to,
  limit: 500,
})

export const ownListInput = ({ workerId }: Viewer, from: string) => ({ workerId, from, limit: 50 })

import type { RouterInputs } from '@shifts/api'
import { hasFilter, noFilter, type ShiftFilter } from './shiftFilter.ts'

type SavedFilter = RouterInputs['filter']['setDefault']['filter']

/** Without a saved filter, what clashes with claimed shifts is hidden: it cannot be taken. */
export const initialFilter: ShiftFilter = { fitsAroundClaimed: true }

/** The filter with which the calendar opens, given the output of `filter.getDefault`. */
export function fromSaved({ notStarted: _always, ...filter }: SavedFilter): ShiftFilter {
  if (hasFilter(filter)) return filter
  return filter.fitsAroundClaimed === false ? noFilter : initialFilter
}

/** The filter as it is saved. An empty one is told from none, which would hide what clashes. */
export const toSaved = (filter: ShiftFilter): SavedFilter =>
  hasFilter(filter) ? filter : { fitsAroundClaimed: false }

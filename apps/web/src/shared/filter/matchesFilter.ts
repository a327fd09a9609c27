import type { Shift } from '@/shared/shift/shift.ts'
import type { ShiftFilter } from './shiftFilter.ts'

/** Whether the filter keeps the shift, by the same rule as the API. Used for shifts that change while they are shown. */
export const matchesFilter = ({ facilityIds }: ShiftFilter, { facility }: Pick<Shift, 'facility'>): boolean =>
  facilityIds === undefined || facilityIds.includes(facility.id)

/** Whether two filters keep the same shifts. */
export const isSameFilter = (one: ShiftFilter, other: ShiftFilter): boolean =>
  String(one.facilityIds) === String(other.facilityIds)

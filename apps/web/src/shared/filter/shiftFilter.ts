import type { RouterInputs } from '@shifts/api'

/** The filter of the eligible shifts. A field that is left out keeps all shifts. */
export type ShiftFilter = Pick<RouterInputs['shift']['listEligible'], 'facilityIds'>

/** Keeps every shift. */
export const noFilter: ShiftFilter = {}

export const hasFilter = (filter: ShiftFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined)

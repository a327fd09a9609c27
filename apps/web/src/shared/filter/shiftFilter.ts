import type { RouterInputs } from '@shifts/api'

/** Which of the eligible shifts to show. A field that is left out keeps all of them. */
export type ShiftFilter = Pick<RouterInputs['shift']['listEligible'], 'facilityIds'>

/** Keeps every shift. */
export const noFilter: ShiftFilter = {}

export const hasFilter = (filter: ShiftFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined)

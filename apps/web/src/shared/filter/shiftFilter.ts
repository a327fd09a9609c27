import type { RouterInputs } from '@shifts/api'

type ListInput = RouterInputs['shift']['listEligible']

/**
 * The filter of the eligible shifts. A field that is left out keeps all shifts. `notStarted` is no part of it, because the
 * page never offers a shift that has started.
 */
export type ShiftFilter = Pick<
  ListInput,
  | 'facilityIds'
  | 'weekdays'
  | 'partsOfDay'
  | 'minHours'
  | 'maxHours'
  | 'withinMiles'
  | 'near'
  | 'fitsAroundClaimed'
  | 'minRestHours'
>

/** Keeps every shift. */
export const noFilter: ShiftFilter = {}

export const hasFilter = (filter: ShiftFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined && value !== false)

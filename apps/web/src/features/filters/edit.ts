import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'

/** The list with the value added or removed, in the order of `all`; undefined if it becomes empty. */
export function toggled<T>(chosen: readonly T[] | undefined, value: T, all: readonly T[]): T[] | undefined {
  const next = all.filter((item) => (chosen?.includes(item) ?? false) !== (item === value))
  return next.length > 0 ? next : undefined
}

/** The filter with `fitsAroundClaimed` on or off. The rest goes with it. */
export const withFits = (filter: ShiftFilter, fits: boolean): ShiftFilter =>
  fits
    ? { ...filter, fitsAroundClaimed: true }
    : { ...filter, fitsAroundClaimed: undefined, minRestHours: undefined }

/** The suggested values, and the current one where it is another, in order. */
export const choicesOf = (suggested: readonly number[], current: number | undefined): number[] =>
  [...new Set([...suggested, ...(current === undefined ? [] : [current])])].toSorted((a, b) => a - b)

/** In miles. */
export const distances = [5, 10, 25, 50, 100]

/** Parts of a filter that have no control of their own in the bar. */
const otherFields = {
  weekdays: { isSet: ({ weekdays }) => weekdays !== undefined, cleared: { weekdays: undefined } },
  length: {
    isSet: ({ minHours, maxHours }) => minHours !== undefined || maxHours !== undefined,
    cleared: { minHours: undefined, maxHours: undefined },
  },
  facilities: {
    isSet: ({ facilityIds }) => facilityIds !== undefined,
    cleared: { facilityIds: undefined },
  },
  // Without the place, the distance would be measured from another.
  place: {
    isSet: ({ near }) => near !== undefined,
    cleared: { near: undefined, withinMiles: undefined },
  },
  rest: {
    isSet: ({ minRestHours }) => minRestHours !== undefined,
    cleared: { minRestHours: undefined },
  },
} as const satisfies Record<string, { isSet: (filter: ShiftFilter) => boolean; cleared: ShiftFilter }>

export type OtherField = keyof typeof otherFields

const otherFieldNames = ['weekdays', 'length', 'facilities', 'place', 'rest'] as const satisfies OtherField[]

/** The parts of the filter that are set and have no control of their own in the bar. */
export const otherFieldsOf = (filter: ShiftFilter): OtherField[] =>
  otherFieldNames.filter((name) => otherFields[name].isSet(filter))

/** The filter without one of these parts. */
export const withoutField = (filter: ShiftFilter, name: OtherField): ShiftFilter => ({
  ...filter,
  ...otherFields[name].cleared,
})

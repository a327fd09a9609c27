import { noFilter, type ShiftFilter } from './shiftFilter.ts'

// Parsed by hand here and in location.ts: zod would add 10 kB or more to the JavaScript of the page.

/** The parameters of an address by name. */
export type AddressParams = Partial<Record<string, string>>

/** Parses the filter of an address. Returns undefined if it is malformed. */
export function parseFilter({ facilities }: AddressParams): ShiftFilter | undefined {
  if (facilities === undefined) return noFilter
  if (!/^\d+(,\d+)*$/.test(facilities)) return undefined
  return { facilityIds: facilities.split(',').map(Number) }
}

/** The filter as parameters of an address. `parseFilter` is the inverse. */
export const toFilterParams = ({ facilityIds }: ShiftFilter): Record<string, string> =>
  facilityIds ? { facilities: facilityIds.join(',') } : {}

import { z } from 'zod'
import { noFilter, type ShiftFilter } from './shiftFilter.ts'

const idList = z
  .string()
  .regex(/^\d+(,\d+)*$/)
  .transform((text) => text.split(',').map(Number))

/** The parameters of an address that hold the filter. */
export const filterParams = z.object({ facilities: idList.optional() })

/** The filter of an address. */
export const fromFilterParams = ({ facilities }: z.output<typeof filterParams>): ShiftFilter =>
  facilities ? { facilityIds: facilities } : noFilter

/** The filter as parameters of an address. `fromFilterParams` is the inverse. */
export const toFilterParams = ({ facilityIds }: ShiftFilter): Record<string, string> =>
  facilityIds ? { facilities: facilityIds.join(',') } : {}

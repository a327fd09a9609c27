import { partsOfDay, weekdays } from '@/shared/time/partOfDay.ts'
import type { ShiftFilter } from './shiftFilter.ts'

// Parsed by hand here and in location.ts: zod would add 10 kB or more to the JavaScript of the page.

/** The parameters of an address by name. */
export type AddressParams = Partial<Record<string, string>>

/** Parses a text. Returns undefined if it is malformed. */
type Parse<T> = (text: string) => T | undefined

/** Parses the filter of an address. Returns undefined if it is malformed, by the limits of the API. */
export function parseFilter(params: AddressParams): ShiftFilter | undefined {
  const read = <T>(name: string, parse: Parse<T>) => {
    const text = params[name]
    return text === undefined ? undefined : parse(text)
  }
  const values = {
    facilities: read('facilities', ids),
    days: read('days', list(oneOf(weekdays), 100)),
    part: read('part', list(oneOf(partsOfDay), 100)),
    min: read('min', hours),
    max: read('max', hours),
    within: read('within', numberIn(0, Infinity)),
    near: read('near', coordinates),
    fits: read('fits', boolean),
    rest: read('rest', hours),
  }
  const isMalformed = Object.entries(values).some(
    ([name, value]) => value === undefined && params[name] !== undefined,
  )
  if (isMalformed) return undefined
  if (values.near && values.within === undefined) return undefined
  if (values.rest !== undefined && !values.fits) return undefined
  return {
    facilityIds: values.facilities,
    weekdays: values.days,
    partsOfDay: values.part,
    minHours: values.min,
    maxHours: values.max,
    withinMiles: values.within,
    near: values.near,
    fitsAroundClaimed: values.fits || undefined,
    minRestHours: values.rest,
  }
}

/** The filter as parameters of an address. `parseFilter` is the inverse. */
export function toFilterParams(filter: ShiftFilter): Record<string, string> {
  const { near } = filter
  const values = {
    facilities: filter.facilityIds?.join(','),
    part: filter.partsOfDay?.join(','),
    days: filter.weekdays?.join(','),
    min: filter.minHours?.toString(),
    max: filter.maxHours?.toString(),
    within: filter.withinMiles?.toString(),
    near: near && `${near.latitude},${near.longitude}`,
    fits: filter.fitsAroundClaimed ? 'true' : undefined,
    rest: filter.minRestHours?.toString(),
  }
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) params[name] = value
  return params
}

const numberIn =
  (min: number, max: number): Parse<number> =>
  (text) => {
    if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return undefined
    const value = Number(text)
    return Number.isFinite(value) && value >= min && value <= max ? value : undefined
  }

const hours = numberIn(0, 24)

const id: Parse<number> = (text) => (/^\d+$/.test(text) ? numberIn(1, 2_147_483_647)(text) : undefined)

const boolean: Parse<boolean> = (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined)

const oneOf =
  <T extends string>(values: readonly T[]): Parse<T> =>
  (text) =>
    values.find((value) => value === text)

/** Parses texts that are separated by commas. */
const list =
  <T>(parse: Parse<T>, maxLength: number): Parse<T[]> =>
  (text) => {
    const texts = text.split(',')
    const values = texts.map(parse).filter((value) => value !== undefined)
    return values.length === texts.length && values.length <= maxLength ? values : undefined
  }

/** Parses ids such as "3,7". */
export const ids: Parse<number[]> = (text) => list(id, 1_000)(text)

const coordinates: Parse<{ latitude: number; longitude: number }> = (text) => {
  const [north = '', east = '', ...more] = text.split(',')
  const latitude = numberIn(-90, 90)(north)
  const longitude = numberIn(-180, 180)(east)
  if (latitude === undefined || longitude === undefined || more.length > 0) return undefined
  return { latitude, longitude }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOfDay, weekdays } from '@/shared/time/partOfDay.ts'
import { parseFilter, toFilterParams } from './filterUrl.ts'
import { hasFilter, noFilter, type ShiftFilter } from './shiftFilter.ts'

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const numbers = (min: number, max: number) =>
  // Never -0: an address does not distinguish it from 0.
  fc.oneof(fc.integer({ min, max }), fc.double({ min, max, noNaN: true })).map((value) => value + 0)
const hours = optional(numbers(0, 24))

const filter: fc.Arbitrary<ShiftFilter> = fc
  .record({
    facilityIds: optional(fc.array(fc.integer({ min: 1, max: 2_147_483_647 }), { minLength: 1 })),
    weekdays: optional(fc.subarray([...weekdays], { minLength: 1 })),
    partsOfDay: optional(fc.subarray([...partsOfDay], { minLength: 1 })),
    minHours: hours,
    maxHours: hours,
    withinMiles: optional(numbers(0, 1e22)),
    near: optional(fc.record({ latitude: numbers(-90, 90), longitude: numbers(-180, 180) })),
    fitsAroundClaimed: fc.constantFrom(true, undefined),
    minRestHours: hours,
  })
  .map((fields) => ({
    ...fields,
    near: fields.withinMiles === undefined ? undefined : fields.near,
    minRestHours: fields.fitsAroundClaimed ? fields.minRestHours : undefined,
  }))

/** The filter of the address, read as a browser reads it. */
const reread = (params: Record<string, string>) =>
  parseFilter(Object.fromEntries(new URLSearchParams(new URLSearchParams(params).toString())))

test('an address can hold every filter', () => {
  fc.assert(
    fc.property(filter, (before) => {
      const after = reread(toFilterParams(before))
      expect(after).toEqual(before)
      expect(hasFilter(after ?? noFilter)).toBe(hasFilter(before))
    }),
  )
})

test('other parameters of an address are no part of the filter', () => {
  expect(parseFilter({ view: 'month', min: '8' })).toEqual({ minHours: 8 })
})

test('a filter that asks for nothing keeps every shift', () => {
  expect(hasFilter({})).toBe(false)
  expect(hasFilter({ facilityIds: undefined, fitsAroundClaimed: false })).toBe(false)
  expect(parseFilter({ fits: 'false' })).toEqual(noFilter)
})

test('an address is written as people read it', () => {
  const written = toFilterParams({
    facilityIds: [1, 2],
    weekdays: ['mon', 'sat'],
    partsOfDay: ['day', 'night'],
    minHours: 8,
    maxHours: 12,
    withinMiles: 25,
    near: { latitude: 41.88, longitude: -87.63 },
    fitsAroundClaimed: true,
    minRestHours: 10,
  })
  const address = 'facilities=1,2&part=day,night&days=mon,sat&min=8&max=12&within=25&near=41.88,-87.63'
  expect(decodeURIComponent(new URLSearchParams(written).toString())).toBe(`${address}&fits=true&rest=10`)
})

const numberTexts = ['', ' ', 'x', '1 ', ' 1', '1,2', '0x10', 'Infinity', 'NaN', '1e999', '-1', '.5', '1.']

test.each<[string, string[]]>([
  [
    'facilities',
    ['', 'x', '1,', ',1', '1,,2', '0', '-1', '1.5', ' 1', '1e2', '2147483648', '1,'.repeat(1_000) + '1'],
  ],
  ['days', ['', 'x', 'mon,', 'Mon', 'monday', 'mon sat', 'mon,'.repeat(100) + 'mon']],
  ['part', ['', 'x', 'day,', 'Day', 'morning', 'day,'.repeat(100) + 'day']],
  ['min', [...numberTexts, '24.1', '25']],
  ['max', [...numberTexts, '24.1', '25']],
  ['within', numberTexts],
  ['near', ['', '41.88', '41.88,', ',-87.63', '90.1,0', '-90.1,0', '0,180.1', '0,-180.1', '1,2,3', 'a,b']],
  ['fits', ['', 'yes', '1', 'TRUE']],
  ['rest', [...numberTexts, '24.1']],
])('an address with a malformed value of "%s" is refused', (name, texts) => {
  const others = { within: '25', fits: 'true' }
  for (const text of texts)
    expect({ text, filter: parseFilter({ ...others, [name]: text }) }).toEqual({ text })
})

test('an address with a value that needs another one is refused without it', () => {
  expect(parseFilter({ near: '41.88,-87.63' })).toBeUndefined()
  expect(parseFilter({ rest: '10' })).toBeUndefined()
  expect(parseFilter({ rest: '10', fits: 'false' })).toBeUndefined()
})

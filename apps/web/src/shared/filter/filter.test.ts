import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFilter, toFilterParams } from './filterUrl.ts'
import { isSameFilter, matchesFilter } from './matchesFilter.ts'
import { hasFilter, noFilter, type ShiftFilter } from './shiftFilter.ts'

const ids = fc.integer({ min: 1, max: 2_147_483_647 })
const filter: fc.Arbitrary<ShiftFilter> = fc.oneof(
  fc.constant(noFilter),
  fc.array(ids, { minLength: 1, maxLength: 100 }).map((facilityIds) => ({ facilityIds })),
)
const shift = ids.map((id) => ({
  facility: { id, name: 'Clinic', timeZone: 'UTC', city: null, state: null },
}))

test('an address can hold every filter', () => {
  fc.assert(
    fc.property(filter, (before) => {
      const after = parseFilter(toFilterParams(before))
      expect(after).toEqual(before)
      if (!after) return
      expect(isSameFilter(after, before)).toBe(true)
      expect(hasFilter(after)).toBe(hasFilter(before))
    }),
  )
})

test.each(['', 'x', '1,', ',1', '1,,2', '-1', '1.5', ' 1'])(
  'an address with the facilities "%s" is refused',
  (text) => {
    expect(parseFilter({ facilities: text })).toBeUndefined()
  },
)

test('without a filter, every shift is kept', () => {
  fc.assert(fc.property(shift, (any) => matchesFilter(noFilter, any)))
})

test('a filter of facilities keeps exactly their shifts', () => {
  fc.assert(
    fc.property(fc.array(ids, { minLength: 1 }), shift, (facilityIds, any) => {
      expect(matchesFilter({ facilityIds: [...facilityIds, any.facility.id] }, any)).toBe(true)
      const others = facilityIds.filter((id) => id !== any.facility.id)
      expect(matchesFilter({ facilityIds: others }, any)).toBe(false)
    }),
  )
})

test('filters with different facilities are not the same', () => {
  expect(isSameFilter({ facilityIds: [1] }, { facilityIds: [1] })).toBe(true)
  for (const other of [noFilter, { facilityIds: [2] }, { facilityIds: [1, 2] }])
    expect(isSameFilter({ facilityIds: [1] }, other)).toBe(false)
})

import { expect, test } from 'vitest'
import { fromSaved, initialFilter, toSaved } from './defaultFilter.ts'
import { noFilter, type ShiftFilter } from './shiftFilter.ts'

test('without a saved filter, clashes are hidden', () => {
  expect(fromSaved({})).toEqual({ fitsAroundClaimed: true })
})

const filters: ShiftFilter[] = [noFilter, initialFilter, { partsOfDay: ['night'] }, { minHours: 0 }]

test.each(filters)('a filter is the same after it was saved: %j', (filter) => {
  expect(fromSaved(toSaved(filter))).toEqual(filter)
})

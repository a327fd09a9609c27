import type { ListEligibleShiftsParams, ShiftWindow } from '@shifts/db'
import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { savedShiftFilter, shiftFilter } from './filter.ts'

const schema = z.strictObject(shiftFilter)

/** What is left of the parameters of a listing without its worker, window and page. */
type DatabaseFilter = Omit<ListEligibleShiftsParams, 'workerId' | 'after' | 'limit' | keyof ShiftWindow>

test('a filter has exactly the fields that the database takes', () => {
  expectTypeOf<keyof z.output<typeof schema>>().toEqualTypeOf<keyof DatabaseFilter>()
  expectTypeOf<z.output<typeof schema>>().toExtend<DatabaseFilter>()
  expect(schema.parse({})).toEqual({})
})

test('a filter names at least one facility, and at most a thousand', () => {
  const accepts = (facilityIds: unknown) => schema.safeParse({ facilityIds }).success
  expect(accepts([1])).toBe(true)
  expect(accepts([])).toBe(false)
  expect(accepts(Array(1_000).fill(1))).toBe(true)
  expect(accepts(Array(1_001).fill(1))).toBe(false)
})

const issuesOf = (filter: unknown) =>
  savedShiftFilter.safeParse(filter).error?.issues.map(({ path }) => path.join('.')) ?? []

test.each([
  { weekdays: ['mon', 'sun'] },
  { partsOfDay: ['day', 'evening', 'night'] },
  { minHours: 0, maxHours: 24 },
  { minHours: 7.5, maxHours: 7.5 },
  { minHours: 8, maxHours: 7.5 },
  { weekdays: ['mon', 'mon', 'tue', 'mon', 'mon', 'mon', 'mon', 'mon'] },
  { withinMiles: 0 },
  { withinMiles: 12.5, near: { latitude: -90, longitude: 180 } },
  { notStarted: false },
  { fitsAroundClaimed: true, minRestHours: 24 },
])('a filter may be %j', (filter) => {
  expect(savedShiftFilter.parse(filter)).toEqual(filter)
})

test.each([
  [{ weekdays: [] }, 'weekdays'],
  [{ weekdays: ['Monday'] }, 'weekdays.0'],
  [{ partsOfDay: [] }, 'partsOfDay'],
  [{ partsOfDay: ['morning'] }, 'partsOfDay.0'],
  [{ minHours: -0.5 }, 'minHours'],
  [{ maxHours: 24.5 }, 'maxHours'],
  [{ minHours: Number.NaN }, 'minHours'],
  [{ withinMiles: -1 }, 'withinMiles'],
  [{ withinMiles: Infinity }, 'withinMiles'],
  [{ near: { latitude: 0, longitude: 0 } }, 'near'],
  [{ withinMiles: 5, near: { latitude: 90.1, longitude: 0 } }, 'near.latitude'],
  [{ withinMiles: 5, near: { latitude: 0, longitude: -180.1 } }, 'near.longitude'],
  [{ withinMiles: 5, near: { latitude: 0 } }, 'near.longitude'],
  [{ withinMiles: 5, near: { latitude: 0, longitude: 0, altitude: 0 } }, 'near'],
  [{ notStarted: 'yes' }, 'notStarted'],
  [{ minRestHours: 8 }, 'minRestHours'],
  [{ fitsAroundClaimed: false, minRestHours: 8 }, 'minRestHours'],
  [{ fitsAroundClaimed: true, minRestHours: 25 }, 'minRestHours'],
])('a filter cannot be %j: %s is the issue', (filter, path) => {
  expect(issuesOf(filter)).toEqual([path])
})

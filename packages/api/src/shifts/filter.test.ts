import type { ListEligibleShiftsParams } from '@shifts/db'
import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { shiftFilter } from './filter.ts'

const schema = z.strictObject(shiftFilter)

/** What is left of the parameters of a listing without its worker, window and page. */
type DatabaseFilter = Omit<ListEligibleShiftsParams, 'workerId' | 'from' | 'to' | 'after' | 'limit'>

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

import { expect, test } from 'vitest'
import { findFacilities } from './findFacilities.ts'

const facility = (id: number, name: string, city: string | null, state: string | null) => ({
  id,
  name,
  timeZone: 'America/Chicago',
  city,
  state,
  latitude: null,
  longitude: null,
})

const facilities = [
  facility(1, 'Lakeside Clinic', 'Chicago', 'IL'),
  facility(2, 'Lakeside Clinic', 'Boston', 'MA'),
  facility(3, 'Chicago Road Ward', 'Lake City', 'FL'),
  facility(4, 'Harbor Ward', null, null),
]
const miles = new Map([
  [1, 12],
  [2, 3],
  [3, 7],
])
const idsFor = (search: string, first: number[] = []) =>
  findFacilities(facilities, { search, first, miles }).found.map(({ id }) => id)

test('finds words of name, city and state in any order, the nearest first', () => {
  expect(idsFor('chicago lake')).toEqual([3, 1])
  expect(idsFor('clinic, ma')).toEqual([2])
  expect(idsFor('null')).toEqual([])
})

test('lists all without a search, those of unknown distance last', () => {
  expect(idsFor('')).toEqual([2, 3, 1, 4])
})

test('the ticked ones come first, also if they do not match, and do not count then', () => {
  expect(idsFor('boston', [4, 1])).toEqual([1, 4, 2])
  expect(findFacilities(facilities, { search: 'boston', first: [4, 1], miles }).matches).toBe(1)
})

import { expect, test } from 'vitest'
import { partOfDay, weekdayOf, weekdays } from './partOfDay.ts'

test.each([
  ['2026-12-01T09:59:59Z', 'night'],
  ['2026-12-01T10:00:00Z', 'day'],
  ['2026-12-01T17:59:59Z', 'day'],
  ['2026-12-01T18:00:00Z', 'evening'],
  ['2026-12-01T23:59:59Z', 'evening'],
  ['2026-12-02T00:00:00Z', 'night'],
  ['2026-12-02T06:00:00Z', 'night'],
])('at %s in Chicago it is %s', (instant, part) => {
  expect(partOfDay(instant, 'America/Chicago')).toBe(part)
})

test('the parts of a day follow the clock when it changes', () => {
  // On this day the clock in Chicago went from 2 AM to 3 AM, at 08:00 in UTC.
  expect(partOfDay('2026-03-08T08:59:00Z', 'America/Chicago')).toBe('night')
  expect(partOfDay('2026-03-08T09:00:00Z', 'America/Chicago')).toBe('day')
})

test('weekdays are in order', () => {
  const week = ['07', '08', '09', '10', '11', '12', '13'].map((day) => weekdayOf(`2026-12-${day}`))
  expect(week).toEqual(weekdays)
})

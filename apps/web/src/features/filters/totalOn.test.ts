import { expect, test } from 'vitest'
import { totalOn } from './totalOn.ts'

const days = [
  { day: '2026-12-04', shifts: 1, facilities: 1 },
  { day: '2026-12-05', shifts: 20, facilities: 3 },
  { day: '2026-12-06', shifts: 300, facilities: 9 },
]

test('counts the shifts of some weekdays, or of all', () => {
  expect(totalOn(days, undefined)).toBe(321)
  expect(totalOn(days, ['fri', 'sun'])).toBe(301)
  expect(totalOn(days, ['mon'])).toBe(0)
})

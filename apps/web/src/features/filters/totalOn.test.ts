import { expect, test } from 'vitest'
import { totalOn } from './totalOn.ts'

const week = { view: 'week', date: '2026-12-05' } as const
const days = [
  { day: '2026-12-04', shifts: 1, facilities: 1 },
  { day: '2026-12-05', shifts: 20, facilities: 3 },
  { day: '2026-12-06', shifts: 300, facilities: 9 },
]

test('counts the shifts of some weekdays, or of all', () => {
  expect(totalOn(week, days, undefined)).toBe(321)
  expect(totalOn(week, days, ['fri', 'sun'])).toBe(301)
  expect(totalOn(week, days, ['mon'])).toBe(0)
})

test('a month counts no day of the months beside it, as on the page', () => {
  const month = { view: 'month', date: '2026-12-05' } as const
  const around = [{ day: '2026-11-30', shifts: 4_000, facilities: 9 }, ...days]
  expect(totalOn(month, around, undefined)).toBe(321)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysIn, visibleDays } from '@/shared/time/period.ts'
import { adjacentStripDate, stripDays } from './stripDays.ts'

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const firstDay = fc.integer({ min: 1, max: 7 })

test.each([
  ['a Saturday', '2026-11-28', '2026-11-28', '2026-11-28'],
  ['a day of the next month, which shows days from November 29', '2026-12-02', '2026-11-28', '2026-11-29'],
  ['the seven days after', '2026-12-05', '2026-11-28', '2026-12-05'],
  ['a past day, whose week begins on Sunday', '2026-11-18', '2026-11-28', '2026-11-15'],
  ['a month’s last day, whose month shows days until December 5', '2026-11-30', '2026-11-30', '2026-11-29'],
])('the strip of %s', (_name, date, today, first) => {
  expect(stripDays(date, today, 7)).toEqual(daysIn({ fromDay: first, toDay: addDays(first, 7) }))
})

test('the strip holds the selected day, among seven days of its month view', () => {
  fc.assert(
    fc.property(day, day, firstDay, (date, today, firstDay) => {
      const days = stripDays(date, today, firstDay)
      expect(days).toHaveLength(7)
      expect(days).toContain(date)
      expect(daysIn(visibleDays({ view: 'month', date }, firstDay))).toEqual(expect.arrayContaining(days))
    }),
  )
})

test.each([
  ['seven days after', '2026-12-02', 1, '2026-12-09'],
  ['seven days before', '2026-12-09', -1, '2026-12-02'],
  ['the day after the last, where the next strip begins later', '2026-12-30', 1, '2027-01-03'],
  ['the day before the first, where the past begins', '2026-11-25', -1, '2026-11-24'],
] as const)('the next strip is that of %s', (_name, date, direction, adjacent) => {
  expect(adjacentStripDate(date, direction, '2026-11-25', 7)).toBe(adjacent)
})

test('swipes leave no day out', () => {
  fc.assert(
    fc.property(day, day, firstDay, (date, today, firstDay) => {
      const days = stripDays(date, today, firstDay)
      const after = adjacentStripDate(date, 1, today, firstDay)
      expect(stripDays(after, today, firstDay)).toContain(addDays(days[6] ?? '', 1))
      const before = adjacentStripDate(date, -1, today, firstDay)
      expect(stripDays(before, today, firstDay)).toContain(addDays(days[0] ?? '', -1))
    }),
  )
})

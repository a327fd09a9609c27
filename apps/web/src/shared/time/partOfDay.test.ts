import fc from 'fast-check'
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

test('agrees with the hour that Intl shows, in any zone', () => {
  const zones = ['America/Chicago', 'Asia/Kathmandu', 'Pacific/Honolulu', 'Australia/Lord_Howe', 'UTC']
  const instants = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (date, timeZone) => {
      const hour = Number(
        new Intl.DateTimeFormat('en-US', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(date),
      )
      const parts = [
        { part: 'night', from: 0 },
        { part: 'day', from: 4 },
        { part: 'evening', from: 12 },
        { part: 'night', from: 18 },
      ]
      const expected = parts.findLast(({ from }) => from <= hour)?.part
      expect(partOfDay(date.toISOString(), timeZone)).toBe(expected)
    }),
  )
})

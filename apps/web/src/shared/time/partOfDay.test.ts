import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partOfDay } from './partOfDay.ts'

test.each([
  ['2026-12-05T09:59:00Z', 'night'],
  ['2026-12-05T10:00:00Z', 'day'],
  ['2026-12-05T17:59:00Z', 'day'],
  ['2026-12-05T18:00:00Z', 'evening'],
  ['2026-12-05T23:59:00Z', 'evening'],
  ['2026-12-06T00:00:00Z', 'night'],
])('a shift in Chicago that starts at %s is in the %s', (startsAt, part) => {
  expect(partOfDay(startsAt, 'America/Chicago')).toBe(part)
})

test('follows the clock when daylight saving starts', () => {
  expect(partOfDay('2027-03-13T09:30:00Z', 'America/Chicago')).toBe('night')
  expect(partOfDay('2027-03-14T09:30:00Z', 'America/Chicago')).toBe('day')
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

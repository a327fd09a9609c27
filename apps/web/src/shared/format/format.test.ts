import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOf } from './countOf.ts'
import {
  clock,
  dateAndHours,
  dayAndHours,
  dayInWords,
  duration,
  formatMiles,
  hours,
  isOvernight,
  isSameClock,
  shortDay,
  weekdayAndHours,
} from './format.ts'

const chicago = 'America/Chicago'
const denver = 'America/Denver'

const shiftOf = (startsAt: string, endsAt: string, timeZone = chicago) => ({
  id: 1,
  startsAt,
  endsAt,
  profession: 'RN' as const,
  facility: { id: 1, name: 'Clinic', timeZone, city: null, state: null },
  overlapsClaimed: false,
})
const dayShift = (timeZone?: string) => shiftOf('2026-12-08T13:00:00Z', '2026-12-08T21:30:00Z', timeZone)
const nightShift = (timeZone?: string) => shiftOf('2026-12-09T06:00:00Z', '2026-12-09T14:00:00Z', timeZone)

test.each([
  [0, '0 shifts'],
  [1, '1 shift'],
  [2, '2 shifts'],
  [1_240, '1,240 shifts'],
])('counts %i as "%s"', (count, text) => {
  expect(countOf(count, 'shift')).toBe(text)
})

test('uses the plural that it is given', () => {
  expect(countOf(1, 'facility', 'facilities')).toBe('1 facility')
  expect(countOf(2, 'facility', 'facilities')).toBe('2 facilities')
})

test('formats times and days without characters that differ between browsers', () => {
  expect(clock('2026-12-08T13:00:00Z', chicago)).toBe('7 AM')
  expect(clock('2026-12-08T21:30:00Z', chicago)).toBe('3:30 PM')
  expect(shortDay('2026-12-08T13:00:00Z', chicago)).toBe('Tue, Dec 8')
  expect(dayInWords('2026-12-01')).toBe('Tuesday, December 1')
})

describe('hours', () => {
  test('names no zone if facility and viewer share it', () => {
    expect(hours(dayShift(), chicago)).toBe('7 AM – 3:30 PM')
  })

  test('are on the facility’s clock and name its zone if the viewer’s is another', () => {
    expect(hours(dayShift(denver), chicago)).toBe('6 AM – 2:30 PM MST')
  })

  test('name no zone if its clock agrees with the viewer’s', () => {
    expect(hours(dayShift('America/Detroit'), 'America/New_York')).toBe('8 AM – 4:30 PM')
  })

  test('name no date where the viewer’s differs: the day is the facility’s', () => {
    expect(hours(nightShift(denver), chicago)).toBe('11 PM – 7 AM MST')
  })

  test('are on the viewer’s clock if the facility’s zone is unknown', () => {
    expect(hours(dayShift('Nowhere/Else'), chicago)).toBe('7 AM – 3:30 PM your time')
  })
})

test('the day and hours are those of the facility', () => {
  expect(dayAndHours(nightShift(denver), chicago)).toBe('Tue, Dec 8, 11 PM – 7 AM MST')
  expect(weekdayAndHours(nightShift(denver), denver)).toBe('Tue 11 PM – 7 AM')
})

test('a clock differs if it differs at the start or at the end', () => {
  // Phoenix has the clock of Denver in winter. On March 14, 2027, only Denver's is set forward.
  const overnight = shiftOf('2027-03-14T06:00:00Z', '2027-03-14T14:00:00Z')
  expect(isSameClock(dayShift(), denver, 'America/Phoenix')).toBe(true)
  expect(isSameClock(overnight, denver, 'America/Phoenix')).toBe(false)
})

test.each([
  [0, 'under 1 mi'],
  [0.99, 'under 1 mi'],
  [1, '1 mi'],
  [8.4, '8 mi'],
  [8.5, '9 mi'],
  [120, '120 mi'],
  [1_240.2, '1,240 mi'],
])('formats a distance of %d miles as "%s"', (miles, text) => {
  expect(formatMiles(miles)).toBe(text)
})

test('the date and hours of an overnight shift include its last day', () => {
  expect(dateAndHours(dayShift(), chicago)).toBe('Tue, Dec 8, 7 AM – 3:30 PM CST')
  expect(dateAndHours(nightShift(denver), denver)).toBe('Tue, Dec 8, 11 PM – 7 AM MST, until Wed, Dec 9')
})

test('a shift is overnight by its facility’s clock', () => {
  expect(isOvernight(nightShift(denver), chicago)).toBe(true)
  expect(isOvernight(nightShift(chicago), denver)).toBe(false)
})

test('a duration in hours and minutes adds up to the time between start and end', () => {
  const pattern = /^(?:(?<hours>\d+) h)?(?: ?(?<minutes>\d+) min)?$/
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_440 }), (minutes) => {
      const end = new Date(Date.parse('2026-12-08T00:00:00Z') + minutes * 60_000).toISOString()
      const text = duration(shiftOf('2026-12-08T00:00:00Z', end))
      const groups = pattern.exec(text)?.groups ?? {}
      expect(Number(groups.hours ?? 0) * 60 + Number(groups.minutes ?? 0)).toBe(minutes)
      expect(text).not.toMatch(/\b0 (h|min)/)
    }),
  )
})

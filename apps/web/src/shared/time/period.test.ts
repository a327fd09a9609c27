import fc from 'fast-check'
import { expect, test } from 'vitest'
import { views } from '@/shared/calendar/location.ts'
import {
  areConsecutive,
  dayOf,
  daysWindow,
  groupByDay,
  adjacentDate,
  periodTitle,
  todayIn,
  visibleWindow,
} from './period.ts'

const timeZone = fc.constantFrom(
  'UTC',
  'America/Chicago',
  'America/Havana',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
)
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const view = fc.constantFrom(...views)

test('the window of a view contains its date, in every zone', () => {
  fc.assert(
    fc.property(view, day, timeZone, (view, date, timeZone) => {
      const { from, to } = visibleWindow({ view, date }, timeZone)
      const day = daysWindow(timeZone, date)
      expect(Date.parse(from)).toBeLessThanOrEqual(Date.parse(day.from))
      expect(Date.parse(day.to)).toBeLessThanOrEqual(Date.parse(to))
    }),
  )
})

test('the windows of consecutive weeks and days touch', () => {
  fc.assert(
    fc.property(fc.constantFrom('week', 'day'), day, timeZone, (view, date, timeZone) => {
      const next = adjacentDate({ view, date, filter: {} }, 1)
      expect(visibleWindow({ view, date: next }, timeZone).from).toBe(
        visibleWindow({ view, date }, timeZone).to,
      )
      expect(adjacentDate({ view, date: next, filter: {} }, -1)).toBe(date)
    }),
  )
})

test('an instant is in the window of its day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }),
      timeZone,
      (date, timeZone) => {
        const { from, to } = daysWindow(timeZone, dayOf(date.toISOString(), timeZone))
        expect(Date.parse(from)).toBeLessThanOrEqual(date.getTime())
        expect(date.getTime()).toBeLessThan(Date.parse(to))
      },
    ),
  )
})

test('a day is as long as the clock of its zone makes it', () => {
  const hours = (timeZone: string, day: string) => {
    const { from, to } = daysWindow(timeZone, day)
    return (Date.parse(to) - Date.parse(from)) / 3_600_000
  }
  expect(hours('America/Chicago', '2026-03-08')).toBe(23)
  expect(hours('America/Chicago', '2026-11-01')).toBe(25)
  expect(hours('Australia/Lord_Howe', '2026-04-05')).toBe(24.5)
})

test('a month shows complete weeks from Sunday', () => {
  expect(visibleWindow({ view: 'month', date: '2026-12-15' }, 'UTC')).toEqual({
    from: '2026-11-29T00:00:00Z',
    to: '2027-01-03T00:00:00Z',
  })
})

test('today is the day of the zone', () => {
  expect(todayIn('Pacific/Kiritimati', '2026-12-01T11:00:00Z')).toBe('2026-12-02')
  expect(todayIn('Pacific/Honolulu', '2026-12-01T09:00:00Z')).toBe('2026-11-30')
})

test.each([
  ['month', 'December 2026'],
  ['list', 'December 2026'],
  ['week', 'Nov 29 – Dec 5, 2026'],
  ['day', 'Tuesday, December 1, 2026'],
] as const)('the title of a %s is "%s"', (view, title) => {
  expect(periodTitle({ view, date: '2026-12-01', filter: {} })).toBe(title)
})

test('shifts are grouped by the day of the zone, in their order', () => {
  const shifts = ['2026-12-01T05:30:00Z', '2026-12-01T06:30:00Z', '2026-12-02T05:00:00Z'].map((startsAt) => ({
    startsAt,
  }))
  expect([...groupByDay(shifts, 'America/Chicago')]).toEqual([
    ['2026-11-30', shifts.slice(0, 1)],
    ['2026-12-01', shifts.slice(1)],
  ])
})

test('days are consecutive over the end of a month', () => {
  expect(areConsecutive('2026-12-31', '2027-01-01')).toBe(true)
  expect(areConsecutive('2026-12-30', '2027-01-01')).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  adjacentDate,
  daysIn,
  groupByDay,
  instantsOf,
  shiftDay,
  todayIn,
  views,
  visibleDays,
} from './period.ts'

const timeZone = fc.constantFrom(
  'UTC',
  'America/Chicago',
  'America/Havana',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
)
const instant = fc.date({
  min: new Date('1950-01-01'),
  max: new Date('2150-01-01'),
  noInvalidDate: true,
})
const day = instant.map((date) => date.toISOString().slice(0, 10))
const view = fc.constantFrom(...views)
const firstDay = fc.integer({ min: 1, max: 7 })

test('the days of a view contain its date', () => {
  fc.assert(
    fc.property(view, day, firstDay, (view, date, firstDay) => {
      const { fromDay, toDay } = visibleDays({ view, date }, firstDay)
      expect(fromDay <= date && date < toDay).toBe(true)
      expect(daysIn({ fromDay, toDay })).toContain(date)
    }),
  )
})

test('consecutive weeks and days touch', () => {
  fc.assert(
    fc.property(fc.constantFrom('week', 'day'), day, firstDay, (view, date, firstDay) => {
      const next = adjacentDate({ view, date }, 1)
      expect(visibleDays({ view, date: next }, firstDay).fromDay).toBe(
        visibleDays({ view, date }, firstDay).toDay,
      )
      expect(adjacentDate({ view, date: next }, -1)).toBe(date)
    }),
  )
})

test('every shift of a day starts within the instants of the day, whatever the clock of its facility', () => {
  fc.assert(
    fc.property(instant, timeZone, (date, timeZone) => {
      const startsAt = date.toISOString()
      const day = shiftDay({ startsAt, facility: { timeZone } }, 'UTC')
      const { from, to } = instantsOf({ fromDay: day, toDay: addDays(day, 1) })
      expect(Date.parse(from)).toBeLessThanOrEqual(date.getTime())
      expect(date.getTime()).toBeLessThan(Date.parse(to))
    }),
  )
})

test.each([
  [7, '2026-11-29', '2027-01-03'],
  [1, '2026-11-30', '2027-01-04'],
  [6, '2026-11-28', '2027-01-02'],
])('a month shows complete weeks from weekday %i on', (firstDay, fromDay, toDay) => {
  expect(visibleDays({ view: 'month', date: '2026-12-15' }, firstDay)).toEqual({ fromDay, toDay })
})

test('the weeks of a month and a week begin with the first weekday', () => {
  fc.assert(
    fc.property(fc.constantFrom('week', 'month'), day, firstDay, (view, date, firstDay) => {
      const { fromDay, toDay } = visibleDays({ view, date }, firstDay)
      for (const start of [fromDay, toDay]) expect(new Date(start).getUTCDay()).toBe(firstDay % 7)
    }),
  )
})

test('today is the day of the zone', () => {
  expect(todayIn('Pacific/Kiritimati', '2026-12-01T11:00:00Z')).toBe('2026-12-02')
  expect(todayIn('Pacific/Honolulu', '2026-12-01T09:00:00Z')).toBe('2026-11-30')
})

test('shifts are grouped by the day of their facility, earliest day first, in their order', () => {
  const [boston, honolulu, late] = [
    { startsAt: '2026-12-01T05:30:00Z', facility: { timeZone: 'America/New_York' } },
    { startsAt: '2026-12-01T06:30:00Z', facility: { timeZone: 'Pacific/Honolulu' } },
    { startsAt: '2026-12-01T23:00:00Z', facility: { timeZone: 'America/New_York' } },
  ] as const
  expect(groupByDay([boston, honolulu, late], (shift) => shift, 'UTC')).toEqual([
    ['2026-11-30', [honolulu]],
    ['2026-12-01', [boston, late]],
  ])
})

test('a shift whose zone is not known is on the day of the viewer', () => {
  const shift = { startsAt: '2026-12-01T06:30:00Z', facility: { timeZone: 'Eastern Standard Time' } }
  expect(shiftDay(shift, 'Pacific/Honolulu')).toBe('2026-11-30')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  adjacentDate,
  daysIn,
  groupByDay,
  instantsOf,
  periodTitle,
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

test('the days of a view contain its date', () => {
  fc.assert(
    fc.property(view, day, (view, date) => {
      const { fromDay, toDay } = visibleDays({ view, date })
      expect(fromDay <= date && date < toDay).toBe(true)
      expect(daysIn({ fromDay, toDay })).toContain(date)
    }),
  )
})

test('consecutive weeks and days touch', () => {
  fc.assert(
    fc.property(fc.constantFrom('week', 'day'), day, (view, date) => {
      const next = adjacentDate({ view, date }, 1)
      expect(visibleDays({ view, date: next }).fromDay).toBe(visibleDays({ view, date }).toDay)
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

test('a month shows complete weeks from Sunday', () => {
  expect(visibleDays({ view: 'month', date: '2026-12-15' })).toEqual({
    fromDay: '2026-11-29',
    toDay: '2027-01-03',
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
  ['day', 'Tue, Dec 1, 2026'],
] as const)('the title of a %s is "%s"', (view, title) => {
  expect(periodTitle({ view, date: '2026-12-01' })).toBe(title)
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

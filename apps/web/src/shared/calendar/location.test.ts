import { expect, test } from 'vitest'
import { views } from '@/shared/time/period.ts'
import { parseLocation, toSearch, type CalendarLocation } from './location.ts'

const today = '2026-12-01'
const parse = (search: string) => parseLocation(new URLSearchParams(search), today)

test('an empty address shows the current month with the default filter', () => {
  expect(parse('')).toEqual({ view: 'month', date: today, filter: {} })
  const defaultFilter = { withinMiles: 25 }
  const location = parseLocation(new URLSearchParams(), today, defaultFilter)
  expect(location).toEqual({ view: 'month', date: today, filter: defaultFilter })
})

test('an address with a search says itself what its filter is', () => {
  const location = parseLocation(new URLSearchParams(`date=${today}`), today, { withinMiles: 25 })
  expect(location?.filter).toEqual({})
})

test.each<CalendarLocation>([
  ...views.map((view) => ({ view, date: '2027-02-28', filter: {} })),
  { view: 'week', date: today, filter: { facilityIds: [7, 12] } },
  { view: 'list', date: today, filter: {}, unlockedBy: [3, 7] },
  { view: 'month', date: today, filter: {}, showsOneAway: true },
])('an address holds %j', (location) => {
  expect(parse(toSearch(location))).toEqual(location)
})

test('accepts a leap day', () => {
  expect(parse('date=2028-02-29')?.date).toBe('2028-02-29')
})

test('commas between facilities are not escaped', () => {
  expect(toSearch({ view: 'day', date: today, filter: { facilityIds: [1, 2] } })).toBe(
    '?view=day&date=2026-12-01&facilities=1,2',
  )
})

test.each([
  'view=year',
  'date=2026-02-30',
  'date=2026-02-29',
  'date=2026-2-03',
  'date=2026-12-01T00:00',
  'date=tomorrow',
  'date=1899-12-31',
  'date=2200-01-01',
  'facilities=all',
  'away=',
  'away=perhaps',
  'with=',
  'with=card',
  'with=3,,7',
  'with=0',
  'date=2026-12-01&date=2026-12-02',
  'fits=true&fits=false',
  'near=1,2&near=3,4&within=5',
])('the malformed address ?%s is refused', (search) => {
  expect(parse(search)).toBeUndefined()
})

test('a list may repeat its parameter', () => {
  expect(parse('days=mon&days=tue,wed&facilities=1&facilities=2')).toMatchObject({
    filter: { weekdays: ['mon', 'tue', 'wed'], facilityIds: [1, 2] },
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Locale, OfferedLanguage } from '@/shared/i18n/locale.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'
import { formatIn, isOvernight, isSameClock } from './format.ts'

const localeOf = (tag: string): Locale => {
  const language: OfferedLanguage = tag.startsWith('es') ? 'es' : 'en'
  return { language, tag }
}

const texts = { en: await loadTexts(localeOf('en-US')), es: await loadTexts(localeOf('es-US')) }
const formatOf = (tag: string) => formatIn(localeOf(tag), tag.startsWith('es') ? texts.es : texts.en)

const american = formatOf('en-US')
const { clock, dateAndHours, dayAndHours, dayInWords, duration, formatMiles, hours, shortDay } = american
const { periodTitle, weekdayAndHours } = american

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

test.each([
  ['month', 'December 2026'],
  ['list', 'December 2026'],
  ['week', 'Nov 29 – Dec 5, 2026'],
  ['day', 'Tue, Dec 1, 2026'],
] as const)('the title of a %s is "%s"', (view, title) => {
  expect(periodTitle({ view, date: '2026-12-01' }, 7)).toBe(title)
})

describe('other locales', () => {
  // Versions of CLDR differ in signs and small words.
  test.each([
    ['en-GB', /^0?7:00 – 15:30$/, /^Tuesday,? 8 December$/, /^29 Nov ?– ?5 Dec 2026$/],
    ['en-CA', /^7 a\.?m\.? – 3:30 p\.?m\.?$/, /^Tuesday,? December 8$/, /^Nov 29 ?– ?Dec 5, 2026$/],
    ['es-US', /^7 a\. ?m\. – 3:30 p\. ?m\.$/, /^Martes,? 8 de diciembre$/, /^29 .*nov.* ?– ?5 .*dic.* 2026$/],
    ['es-MX', /^7 a\. ?m\. – 3:30 p\. ?m\.$/, /^Martes,? 8 de diciembre$/, /^29 .*nov.* ?– ?5 .*dic.* 2026$/],
    ['es-ES', /^7:00 – 15:30$/, /^Martes,? 8 de diciembre$/, /^29 .*nov.* ?– ?5 .*dic.* 2026$/],
  ])('in %s write hours as %s, days as %s and weeks as %s', (tag, time, day, week) => {
    const format = formatOf(tag)
    expect(format.hours(dayShift(), chicago)).toMatch(time)
    expect(format.dayTitle('2026-12-08')).toMatch(day)
    expect(format.periodTitle({ view: 'week', date: '2026-12-01' }, 7)).toMatch(week)
  })

  test.each([
    ['en-US', '12,400 mi'],
    ['es-US', '12,400 mi'],
    ['es-ES', '12.400 mi'],
  ])('in %s write distances as "%s"', (tag, distance) => {
    expect(formatOf(tag).formatMiles(12_400)).toBe(distance)
  })

  test('name zones as they are called at the facility', () => {
    const spanish = formatOf('es-ES')
    expect(spanish.hours(dayShift(denver), chicago)).toBe('6:00 – 14:30 MST')
    expect(spanish.hours(dayShift('Nowhere/Else'), chicago)).toBe('7:00 – 15:30 en tu hora')
  })

  test('write weekdays in lower case only within a sentence', () => {
    const spanish = formatOf('es-US')
    expect(spanish.weekdayInWords(7)).toBe('domingo')
    expect(spanish.weekdayLabel(7)).toBe('Dom')
    expect(spanish.dayInWords('2026-12-08')).toMatch(/^martes,? 8 de diciembre$/)
  })

  test.each([
    'en-AU',
    'en-CA',
    'en-GB',
    'en-IN',
    'en-US',
    'en-ZA',
    'es-CO',
    'es-ES',
    'es-MX',
    'es-PR',
    'es-US',
  ])('in %s use no characters that differ between browsers', (tag) => {
    const format = formatOf(tag)
    const texts = [
      format.dateAndHours(nightShift(denver), denver),
      ...(['month', 'week', 'day'] as const).map((view) =>
        format.periodTitle({ view, date: '2026-12-01' }, 1),
      ),
    ]
    expect(texts.join()).not.toMatch(/[\u00a0\u2009\u202f]/)
  })
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

import { expect, test } from 'vitest'
import { formatIn } from '@/shared/format/format.ts'
import { loadMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'
import { timeUntil } from './countdown.ts'

const locale = { language: 'en', tag: 'en-US' } as const
const texts = await loadMyShiftsTexts(locale)
const format = formatIn(locale, await loadTexts(locale))

const now = '2026-11-28T21:00:00Z'

test.each([
  ['2026-11-28T21:00:20Z', 0, '1 min'],
  ['2026-11-28T21:45:00Z', 0, '45 min'],
  ['2026-11-29T00:20:00Z', 0, '3 h 20 min'],
  ['2026-11-29T08:59:00Z', 1, '11 h 59 min'],
  ['2026-11-29T19:20:00Z', 1, '22 h'],
  ['2026-11-30T20:40:00Z', 2, '48 h'],
  ['2026-11-30T21:00:00Z', 2, '2 days'],
  ['2026-12-01T13:00:00Z', 3, '3 days'],
])('says how long it is until %s, which is %i days ahead: %s', (instant, daysAhead, expected) => {
  expect(timeUntil({ now, instant, daysAhead }, { texts, format })).toBe(expected)
})

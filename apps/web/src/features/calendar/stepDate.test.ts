import { expect, test } from 'vitest'
import { stepDate } from './stepDate.ts'

const today = '2026-12-15'

test.each([
  ['month', '2026-11-20', 1, today],
  ['list', '2027-01-31', -1, today],
  ['month', '2026-12-15', 1, '2027-01-01'],
  ['month', '2026-12-15', -1, '2026-11-01'],
  ['week', '2026-12-09', 1, '2026-12-16'],
  ['day', '2026-12-14', 1, today],
] as const)('from the %s of %s, a step of %i leads to %s', (view, date, direction, next) => {
  expect(stepDate({ view, date }, direction, today)).toBe(next)
})

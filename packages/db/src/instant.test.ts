import { expect, test } from 'vitest'
import { fromPostgresInstant } from './instant.ts'

test.each([
  ['2026-12-01 05:00:00+00', '2026-12-01T05:00:00Z'],
  ['2026-12-01 05:00:00.5+00', '2026-12-01T05:00:00.5Z'],
  ['2026-12-01 05:00:00.000001+00', '2026-12-01T05:00:00.000001Z'],
])('writes %s as %s, losing no microsecond', (text, instant) => {
  expect(fromPostgresInstant(text)).toBe(instant)
})

import { expect, test } from 'vitest'
import { fromPostgresInstant } from './instant.ts'

test.each([
  ['2026-12-01 05:00:00+00', '2026-12-01T05:00:00Z'],
  ['2026-12-01 05:00:00.5+00', '2026-12-01T05:00:00.5Z'],
  ['2026-12-01 05:00:00.000001+00', '2026-12-01T05:00:00.000001Z'],
])('writes %s as %s, losing no microsecond', (text, instant) => {
  expect(fromPostgresInstant(text)).toBe(instant)
})

test.each([
  ['2026-12-01 00:15:00.000001+05:45', '2026-11-30T18:30:00.000001Z'],
  ['2026-11-30 21:00:00-08', '2026-12-01T05:00:00Z'],
])('writes %s of a session in another time zone as %s', (text, instant) => {
  expect(fromPostgresInstant(text)).toBe(instant)
})

test.each(['01/12/2026 05:00:00 UTC', 'infinity'])('refuses %s', (text) => {
  expect(() => fromPostgresInstant(text)).toThrow(RangeError)
})

import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { id, instant, timeZone } from './values.ts'

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

describe('an id', () => {
  test.each([1, 2_147_483_647])('may be %s', (value) => {
    expect(accepts(id, value)).toBe(true)
  })

  test.each([0, -1, 1.5, 2_147_483_648, Number.NaN, Infinity, '1', null, undefined, [1], 1n])(
    'cannot be %s',
    (value) => {
      expect(accepts(id, value)).toBe(false)
    },
  )
})

describe('an instant', () => {
  test.each([
    '2026-12-01T00:00:00Z',
    '2026-12-01T00:00:00.123456Z',
    '2026-12-01T05:45:00+05:45',
    '2028-02-29T00:00:00-08:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59+14:00',
    '2026-12-01T00:00Z',
    '2000-02-29T00:00:00Z',
  ])('may be %s, and is passed on unchanged', (text) => {
    expect(instant.parse(text)).toBe(text)
  })

  test.each([
    ['has no offset', '2026-12-01T00:00:00'],
    ['has no time', '2026-12-01'],
    ['is a day that does not exist', '2026-02-30T00:00:00Z'],
    ['is a leap day of another year', '2027-02-29T00:00:00Z'],
    ['is in a month that does not exist', '2026-13-01T00:00:00Z'],
    ['is at an hour that does not exist', '2026-12-01T24:00:00Z'],
    ['is at a second that does not exist', '2026-12-01T00:00:60Z'],
    ['is in the year 0', '0000-12-01T00:00:00Z'],
    ['is in a year of five digits', '12026-12-01T00:00:00Z'],
    ['is before Christ', '-0001-12-01T00:00:00Z'],
    ['is finer than a nanosecond', '2026-12-01T00:00:00.1234567890Z'],
    ['is something else with many decimals', 'yesterday.9999999Z'],
    ['has a point without decimals', '2026-12-01T00:00:00.Z'],
    ['is a leap day of a century without one', '1900-02-29T00:00:00Z'],
    ['is a leap day of the year 0', '0000-02-29T00:00:00Z'],
    ['ends in a line break', '2026-12-01T00:00:00Z\n'],
    ['has an offset beyond the last zone', '2026-12-01T00:00:00+14:01'],
    ['has an offset of a day', '2026-12-01T00:00:00-23:00'],
    ['has an offset without a colon', '2026-12-01T00:00:00+0530'],
    ['has a space', '2026-12-01 00:00:00Z'],
    ['has something after it', '2026-12-01T00:00:00Z; select 1'],
    ['is a word that PostgreSQL knows', 'infinity'],
    ['is empty', ''],
    ['is a number', 1_764_547_200_000],
  ])('is refused if it %s', (_, value) => {
    expect(accepts(instant, value)).toBe(false)
  })
})

describe('an instant finer than a microsecond', () => {
  test.each([
    ['2026-12-01T00:00:00.0000000+00:00', '2026-12-01T00:00:00.000000+00:00'],
    ['2026-12-01T00:00:00.1234560Z', '2026-12-01T00:00:00.123456Z'],
    ['2026-12-01T00:00:00.1234561Z', '2026-12-01T00:00:00.123457Z'],
    ['2026-12-01T00:00:00.123456999Z', '2026-12-01T00:00:00.123457Z'],
    ['2026-12-01T00:00:00.000000001-05:00', '2026-12-01T00:00:00.000001-05:00'],
    ['2026-12-31T23:59:59.9999999+01:00', '2027-01-01T00:00:00+01:00'],
    ['9999-12-31T23:59:59.9999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('%s is the next microsecond: %s', (text, expected) => {
    expect(instant.parse(text)).toBe(expected)
  })
})

describe('a time zone', () => {
  test.each([
    'UTC',
    'America/New_York',
    'America/Argentina/Buenos_Aires',
    'Asia/Kathmandu',
    'Etc/GMT+5',
    'US/Pacific',
  ])('may be %s', (name) => {
    expect(accepts(timeZone, name)).toBe(true)
  })

  // PostgreSQL would read most of these as something else, without an error.
  test.each([
    '',
    '+05:30',
    '-08',
    'CET',
    'EST',
    'EST5EDT',
    'GMT',
    'Z',
    'utc ',
    'America',
    'America/',
    'Mars/Olympus',
    'America/New_York; drop table shift',
    'America/New_York\0',
    'posix/America/New_York',
    'Foo/EST5EDT',
    '<+05>-05',
    'New York',
  ])('is refused if it is "%s"', (name) => {
    expect(accepts(timeZone, name)).toBe(false)
  })
})

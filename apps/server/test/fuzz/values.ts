import fc, { type Arbitrary } from 'fast-check'
import type { Schema } from './operations.ts'

/** Mostly valid for the schema, sometimes at a limit or just beyond it. */
export function valueOf(schema: Schema): Arbitrary<unknown> {
  if (schema.type === 'integer') return integerOf(schema)
  if (schema.type === 'array' && schema.items)
    return fc.array(valueOf(schema.items), { minLength: 0, maxLength: 5 })
  if (schema.pattern?.includes('T(?:')) return instant
  if (schema.type === 'string') return fc.oneof(timeZone, fc.base64String(), fc.string())
  return fc.jsonValue()
}

function integerOf({ minimum = -1_000, maximum = 1_000 }: Schema): Arbitrary<number> {
  const edges = fc.constantFrom(minimum - 1, minimum, maximum, maximum + 1)
  // Ids of seeded rows are low.
  const low = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 50) })
  return fc.oneof({ weight: 6, arbitrary: low }, { weight: 1, arbitrary: edges })
}

const instant = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .date({ min: new Date('2026-11-01'), max: new Date('2027-02-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    '2026-12-01T00:00:00+24:00',
    '2026-12-01T24:00:00Z',
    '2026-12-01T00:00:60Z',
    '2024-02-29T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-12-01 00:00:00Z',
    '2026-12-01T00:00:00.123456789Z',
    '+275760-09-13T00:00:00.000Z',
    '-000001-01-01T00:00:00Z',
    'infinity',
    'now',
    '2026-12-01',
    '1796083200',
  ),
)

const timeZone = fc.constantFrom(
  'UTC',
  'America/Chicago',
  'Asia/Kathmandu',
  'america/chicago',
  'Etc/GMT+12',
  'America/Argentina/Buenos_Aires',
  'US/Pacific-New',
  '+05:30',
  'posix/UTC',
  'Factory',
)

/** Common mistakes of programs, and texts that could break out into SQL, JSON, dates, numbers and objects. */
export const unusualValue: Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 3_000, minLength: 1_000 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.array(fc.integer(), { minLength: 990, maxLength: 1_010, size: 'max' }),
  fc.constantFrom(
    "'; drop table shift; --",
    '\0',
    'a\0b',
    '\u202e',
    '\ud800',
    '1e400',
    '-0',
    '0x10',
    ' 1 ',
    'NaN',
    'null',
    'true',
    '[]',
    '{}',
    '[object Object]',
    '__proto__',
    'constructor',
    '%00',
    '',
    null,
    true,
    -0,
    1e308,
  ),
)

/** Names of properties that every object has, and names that are no input. */
export const unusualName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', ''),
  fc.constantFrom('workerID', 'direction', 'input', 'batch', '$where', 'workerId[]', 'facilityIds[0]', '0'),
  fc.string(),
)

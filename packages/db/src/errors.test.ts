import { describe, expect, test } from 'vitest'
import { isDatabaseUnavailable, isUnknownTimeZone, NotFoundError } from './errors.ts'

const withCode = (code: string, message = 'failed') => Object.assign(new Error(message), { code })
const wrapped = (cause: unknown) =>
  new Error('Failed query: select 1', { cause: new Error('inner', { cause }) })

describe('the database is away or overloaded', () => {
  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', '08006', '53300', '57P01', '57P03', '57014'])(
    'if an error, or what caused it, has the code %s',
    (code) => {
      expect(isDatabaseUnavailable(withCode(code))).toBe(true)
      expect(isDatabaseUnavailable(wrapped(withCode(code)))).toBe(true)
    },
  )

  test.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Query read timeout',
  ])('if the driver says "%s"', (message) => {
    expect(isDatabaseUnavailable(wrapped(new Error(message)))).toBe(true)
  })

  test.each([withCode('23505'), withCode('42P01'), new Error('oops'), 'ECONNREFUSED', null, undefined])(
    'not if it is another fault: %s',
    (error) => {
      expect(isDatabaseUnavailable(error)).toBe(false)
    },
  )
})

describe('a time zone is unknown', () => {
  test('if PostgreSQL says so', () => {
    const error = withCode('22023', 'time zone "Mars/Olympus" not recognized')
    expect(isUnknownTimeZone(error)).toBe(true)
    expect(isUnknownTimeZone(wrapped(error))).toBe(true)
  })

  test('not if it complains of something else', () => {
    expect(isUnknownTimeZone(withCode('22023', 'invalid parameter'))).toBe(false)
    expect(isUnknownTimeZone(new Error('time zone'))).toBe(false)
    expect(isUnknownTimeZone(undefined)).toBe(false)
  })
})

test('what is not found is named', () => {
  expect(new NotFoundError('facility', [7, 9]).message).toBe('There is no facility 7, 9.')
})

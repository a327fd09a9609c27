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
  ])('if the driver says "%s"', (message) => {
    expect(isDatabaseUnavailable(wrapped(new Error(message)))).toBe(true)
  })

  const cutOff = (message: string) => Object.assign(withCode('08P01', message), { severity: 'FATAL' })

  test.each([
    'query_wait_timeout',
    'query timeout',
    'idle transaction timeout',
    'client_login_timeout (server down)',
    'no more connections allowed (max_client_conn)',
    'client connections exceeded (max_db_client_connections)',
    'pgbouncer cannot connect to server',
    'server login has been failing, try again later (server_login_retry)',
    'server conn crashed?',
    'server connection closed',
    'server shutting down',
    'admin forced disconnect',
    'database configuration changed',
    'the database system is starting up',
    'sorry, too many clients already',
  ])('if PgBouncer cuts us off and says "%s"', (message) => {
    expect(isDatabaseUnavailable(cutOff(message))).toBe(true)
    expect(isDatabaseUnavailable(wrapped(cutOff(message)))).toBe(true)
  })

  test.each([
    'unsupported startup parameter: options',
    'no such database: shifts',
    'database "shifts" does not exist',
    'password authentication failed',
    'SASL authentication failed',
    'server login failed: wrong password type',
    'login rejected',
    'bouncer config error',
    'SSL required',
    'transaction blocks not allowed in statement pooling mode',
    'prepared statement did not exist',
  ])('not if PgBouncer is not set up for us: "%s"', (message) => {
    expect(isDatabaseUnavailable(cutOff(message))).toBe(false)
  })

  test('not if PostgreSQL does not understand us', () => {
    const message = 'bind message supplies 1 parameters, but prepared statement "" requires 2'
    expect(isDatabaseUnavailable(Object.assign(withCode('08P01', message), { severity: 'ERROR' }))).toBe(
      false,
    )
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

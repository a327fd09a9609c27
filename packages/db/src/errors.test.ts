import { describe, expect, test } from 'vitest'
import {
  ChangedMeanwhileError,
  isDatabaseUnavailable,
  isUnknownTimeZone,
  isWorthRetrying,
  LockWaitsExhaustedError,
  NotFoundError,
  reasonOf,
} from './errors.ts'

const withCode = (code: string, message = 'failed') => Object.assign(new Error(message), { code })
const wrapped = (cause: unknown) =>
  new Error('Failed query: select 1', { cause: new Error('inner', { cause }) })

describe('the database is unavailable or overloaded', () => {
  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'])('if the network reports %s', (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(true)
    expect(isDatabaseUnavailable(wrapped(withCode(code)))).toBe(true)
  })

  // Of each class of appendix A that has temporary errors: connections, read-only, ended transactions, rollbacks,
  // resources, limits of the server, objects in use and locks, operators, the operating system.
  test.each(
    [
      '08000',
      '08003',
      '08006',
      '08001',
      '08004',
      '08007',
      '25006',
      '25P03',
      '25P04',
      '40000',
      '40001',
    ].concat(
      ['40003', '40P01', '53000', '53100', '53200', '53300', '53400', '54000', '55000', '55006', '55P03'],
      ['57000', '57014', '57P01', '57P02', '57P03', '57P04', '57P05', '58000', '58030', '58P01', '72000'],
    ),
  )('if PostgreSQL says %s', (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(true)
    expect(isDatabaseUnavailable(wrapped(withCode(code)))).toBe(true)
  })

  test('if the type of a column has changed, and not if something is not supported', () => {
    expect(isDatabaseUnavailable(withCode('0A000', 'cached plan must not change result type'))).toBe(true)
    expect(isDatabaseUnavailable(withCode('0A000', 'cross-database references'))).toBe(false)
  })

  test('if the shift of a claim changed in every attempt, or too many claims wait', () => {
    expect(isDatabaseUnavailable(new ChangedMeanwhileError())).toBe(true)
    expect(isDatabaseUnavailable(new LockWaitsExhaustedError())).toBe(true)
  })

  // One of each class that is not temporary.
  test.each(
    [
      '03000',
      '09000',
      '0B000',
      '0F000',
      '0L000',
      '0P000',
      '0Z000',
      '20000',
      '21000',
      '22012',
      '23505',
    ].concat(
      ['24000', '25001', '25P02', '26000', '27000', '28000', '28P01', '2B000', '2D000', '2F000', '34000'],
      ['38000', '39000', '3B000', '3D000', '3F000', '40002', '42501', '42P01', '44000', '54001', '54023'],
      ['55P02', '55P04', 'F0000', 'HV000', 'P0001', 'XX000', 'XX001'],
    ),
  )('not if PostgreSQL says %s', (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(false)
    expect(isDatabaseUnavailable(wrapped(withCode(code)))).toBe(false)
  })

  test.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
  ])('if the driver reports "%s"', (message) => {
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
  ])('if PgBouncer disconnects with "%s"', (message) => {
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
  ])('not if PgBouncer is configured wrongly: "%s"', (message) => {
    expect(isDatabaseUnavailable(cutOff(message))).toBe(false)
  })

  test('not for a protocol violation that PostgreSQL reports', () => {
    const message = 'bind message supplies 1 parameters, but prepared statement "" requires 2'
    expect(isDatabaseUnavailable(Object.assign(withCode('08P01', message), { severity: 'ERROR' }))).toBe(
      false,
    )
  })

  test.each([withCode('23505'), withCode('42P01'), new Error('oops'), 'ECONNREFUSED', null, undefined])(
    'not for another error: %s',
    (error) => {
      expect(isDatabaseUnavailable(error)).toBe(false)
    },
  )
})

test('a conflict with another transaction can be retried', () => {
  for (const code of ['40001', '40P01']) expect(isWorthRetrying(wrapped(withCode(code)))).toBe(true)
  expect(isWorthRetrying(new ChangedMeanwhileError())).toBe(true)
  for (const code of ['55P03', '25006', '57014', '40003']) expect(isWorthRetrying(withCode(code))).toBe(false)
})

describe('a time zone is unknown', () => {
  test('if PostgreSQL says so', () => {
    const error = withCode('22023', 'time zone "Mars/Olympus" not recognized')
    expect(isUnknownTimeZone(error)).toBe(true)
    expect(isUnknownTimeZone(wrapped(error))).toBe(true)
  })

  test('not for another invalid parameter', () => {
    expect(isUnknownTimeZone(withCode('22023', 'invalid parameter'))).toBe(false)
    expect(isUnknownTimeZone(new Error('time zone'))).toBe(false)
    expect(isUnknownTimeZone(undefined)).toBe(false)
  })
})

test('names what is not found', () => {
  expect(new NotFoundError('facility', [7, 9]).message).toBe('There is no facility 7, 9.')
})

test.each([
  ['of drizzle’s error, that of its cause', wrapped('why'), 'inner'],
  ['of any other error, its message', new Error('why', { cause: new Error('inner') }), 'why'],
  [
    'of several addresses, all',
    new Error('Failed query: select 1', {
      cause: new AggregateError([new Error('::1'), new Error('127.0.0.1')]),
    }),
    '::1; 127.0.0.1',
  ],
  ['of an error without a message, its name', new TypeError(''), 'TypeError'],
  ['of something else that was thrown, its text', 'why', 'why'],
])('the reason for the log is %s', (_of, error, reason) => {
  expect(reasonOf(error)).toBe(reason)
})

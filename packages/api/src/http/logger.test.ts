import { describe, expect, test } from 'vitest'
import { createLogger } from './logger.ts'

/** The log line for the value. Without a message, pino uses that of `err`. */
function lineOf(value: object): string {
  const lines: string[] = []
  createLogger('info', { write: (line) => void lines.push(line) }).info(value)
  expect(lines).toHaveLength(1)
  expect(() => JSON.parse(lines[0] ?? '')).not.toThrow()
  return lines[0] ?? ''
}

const long = 'x'.repeat(200_000)

describe('a log line has a limited length, with', () => {
  test.each([
    ['a text', { reason: long }],
    ['a nested text', { request: { path: long } }],
    ['an error', { err: new Error(long) }],
    ['the cause of an error', { err: new Error('failed', { cause: new Error(long) }) }],
    [
      'properties of an error',
      { err: Object.assign(new Error('failed'), { query: long, params: [long, long] }) },
    ],
    ['a list', { ids: Array.from({ length: 100_000 }, (_, n) => n) }],
  ])('%s', (_, value) => {
    expect(lineOf(value).length).toBeLessThan(12_000)
  })
})

test('the values of a query’s parameters are left out', () => {
  const message = 'Failed query: insert into t values ($1)\nparams: first,\nSECRET'
  const failure = Object.assign(new Error(message), {
    query: 'insert into t values ($1)',
    params: ['SECRET'],
  })
  for (const value of [{ err: failure }, { reason: message }, { reason: String(failure) }]) {
    const line = lineOf(value)
    expect(line).toContain('Failed query: insert into t')
    expect(line).not.toContain('SECRET')
  }
  expect(lineOf({ err: failure })).toContain('logger.test.ts')
})

test('drizzle’s parameters and PostgreSQL’s details are left out, also of causes', () => {
  const cause = Object.assign(new Error('null value in column "id"'), {
    detail: 'Failing row contains (SECRET).',
  })
  const query = Object.assign(new Error('Failed query'), { params: ['SECRET'], cause })
  for (const err of [cause, query, new Error('signing in failed', { cause: query })]) {
    const line = lineOf({ err })
    expect(line).toContain('null value in column')
    expect(line).not.toContain('SECRET')
  }
})

test('why a query failed is written, however long the query is', () => {
  const cause = new Error('relation "shift" does not exist')
  const failure = new Error(`Failed query: select ${long}\nparams: SECRET`, { cause })
  const line = lineOf({ err: failure })
  expect(JSON.parse(line)).toMatchObject({ err: { cause: { message: cause.message } } })
  expect(line).not.toContain('SECRET')
})

test('an error is written with its message and where it was thrown', () => {
  expect(JSON.parse(lineOf({ err: new RangeError('no') }))).toMatchObject({
    err: { type: 'RangeError', message: 'no', stack: expect.stringContaining('logger.test.ts') },
  })
})
